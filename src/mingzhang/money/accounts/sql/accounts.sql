-- name: account
select state, opened_on, activated_on, closed_on
from accounts_account
where region = %(region)s and person_id = %(person_id)s

-- name: lock_account
select state, opened_on, activated_on, closed_on
from accounts_account
where region = %(region)s and person_id = %(person_id)s
for update

-- name: open
insert into accounts_account (region, person_id, opened_on, activated_on)
values (%(region)s, %(person_id)s, %(opened_on)s, %(activated_on)s)
on conflict (region, person_id) do nothing
returning person_id

-- name: activate
update accounts_account set activated_on = %(day)s
where region = %(region)s and person_id = %(person_id)s and activated_on is null and state = 'open'
returning person_id

-- name: close
update accounts_account set state = 'closed', closed_on = %(day)s
where region = %(region)s and person_id = %(person_id)s and state = 'open'
returning person_id

-- name: freezes
select id, person_id, kind, authority, basis, lower(span), upper(span), hold_id
from accounts_freeze
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: insert_freeze
insert into accounts_freeze (region, person_id, kind, authority, basis, span, hold_id)
values (%(region)s, %(person_id)s, %(kind)s, %(authority)s, %(basis)s, daterange(%(starts)s, %(ends)s), %(hold_id)s)
returning id, person_id, kind, authority, basis, lower(span), upper(span), hold_id

-- name: lock_freeze
select id, person_id, kind, authority, basis, lower(span), upper(span), hold_id
from accounts_freeze
where region = %(region)s and id = %(freeze_id)s
for update

-- name: end_freeze
update accounts_freeze
set span = daterange(lower(span), greatest(%(day)s::date, lower(span) + 1))
where region = %(region)s and id = %(freeze_id)s

-- name: lapsed
-- People whose freeze of money has run out and none of whose other freezes keeps it.
select distinct f.person_id
from accounts_freeze f
where f.region = %(region)s and f.kind <> 'ALLOCATION_SUSPENDED' and upper(f.span) <= %(day)s
  and not exists (
    select from accounts_freeze other
    where other.region = f.region and other.person_id = f.person_id and other.kind <> 'ALLOCATION_SUSPENDED'
      and other.span @> %(day)s::date
  )
order by f.person_id

-- name: items
select person_id, month, state, base_fen, rate_bp, amount_fen, rule, made_up, due_on, posted_at, group_id
from accounts_item
where region = %(region)s and person_id = %(person_id)s and month between %(first)s and %(last)s
order by month

-- name: runs
select id, month, started_at, finished_at, state from accounts_run where region = %(region)s order by month
