-- name: account
-- The life of the account that a day lies in or after: the present one, or an earlier one before it was opened anew.
select state, opened_on, activated_on, closed_on, closed_reason
from (select state, opened_on, activated_on, closed_on, closed_reason from accounts_account
      where region = %(region)s and person_id = %(person_id)s
      union all
      select 'closed', opened_on, activated_on, closed_on, closed_reason from accounts_past
      where region = %(region)s and person_id = %(person_id)s) as life
order by opened_on <= %(day)s desc, opened_on desc
limit 1

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

-- name: activated_before
-- Since when a card or e-voucher of the person is active.
select min(c.activated_on) from enrolment_credential c
where c.region = %(region)s and c.person_id = %(person_id)s and c.activated_on <= %(day)s

-- name: activate
update accounts_account set activated_on = %(day)s
where region = %(region)s and person_id = %(person_id)s and activated_on is null and state = 'open'
returning person_id

-- name: close
update accounts_account set state = 'closed', closed_on = %(day)s, closed_reason = %(reason)s
where region = %(region)s and person_id = %(person_id)s and state = 'open'
returning person_id

-- name: keep_past
insert into accounts_past (region, person_id, opened_on, activated_on, closed_on, closed_reason)
select region, person_id, opened_on, activated_on, closed_on, closed_reason
from accounts_account
where region = %(region)s and person_id = %(person_id)s

-- name: reopen
update accounts_account
set state = 'open', opened_on = %(day)s, closed_on = null, closed_reason = null
where region = %(region)s and person_id = %(person_id)s

-- name: wait_for_runs
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':allocation', 0))

-- name: freezes
select id, person_id, kind, authority, basis, lower(span), upper(span), hold_id, placed_by, lifted_by, lifted_at,
       lift_basis, case_id
from accounts_freeze
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: frozen_on
select id from accounts_freeze
where region = %(region)s and person_id = %(person_id)s and kind <> 'ALLOCATION_SUSPENDED' and span @> %(day)s::date
  and lifted_at is null
limit 1

-- name: frozen_now
select id, person_id, kind, authority, basis, lower(span), upper(span), hold_id, placed_by, lifted_by, lifted_at,
       lift_basis, case_id
from accounts_freeze
where region = %(region)s and span @> %(day)s::date and lifted_at is null and id > %(after)s
order by id
limit %(limit)s

-- name: insert_freeze
insert into accounts_freeze (region, person_id, kind, authority, basis, span, hold_id, placed_by, case_id)
values (%(region)s, %(person_id)s, %(kind)s, %(authority)s, %(basis)s, daterange(%(starts)s, %(ends)s), %(hold_id)s,
        %(placed_by)s, %(case_id)s)
returning id, person_id, kind, authority, basis, lower(span), upper(span), hold_id, placed_by, lifted_by, lifted_at,
       lift_basis, case_id

-- name: lock_freeze
select id, person_id, kind, authority, basis, lower(span), upper(span), hold_id, placed_by, lifted_by, lifted_at,
       lift_basis, case_id
from accounts_freeze
where region = %(region)s and id = %(freeze_id)s
for update

-- name: end_freeze
-- A freeze that ends on its first day is kept as a day that is over: a span is never empty.
update accounts_freeze
set span = daterange(lower(span), greatest(%(day)s::date, lower(span) + 1)),
    lifted_by = %(by)s, lifted_at = %(now)s, lift_basis = %(basis)s
where region = %(region)s and id = %(freeze_id)s

-- name: lapsed
-- People whose freeze of money has run out, whose money is still held for it, and no other freeze keeps.
select distinct h.owner
from ledger_hold h
where h.region = %(region)s and h.kind = 'personal' and h.state = 'held' and h.reason = 'FROZEN'
  and exists (
    select from accounts_freeze f
    where f.region = h.region and f.person_id = h.owner and f.kind <> 'ALLOCATION_SUSPENDED'
      and upper(f.span) <= %(day)s
  )
  and not exists (
    select from accounts_freeze other
    where other.region = h.region and other.person_id = h.owner and other.kind <> 'ALLOCATION_SUSPENDED'
      and other.span @> %(day)s::date and other.lifted_at is null
  )
order by h.owner

-- name: items
select person_id, month, state, base_fen, rate_bp, amount_fen, rule, made_up, due_on, posted_at, group_id, longcare_fen,
       run_id
from accounts_item
where region = %(region)s and person_id = %(person_id)s and month between %(first)s and %(last)s
order by month

-- name: runs
select id, month, started_at, finished_at, state from accounts_run where region = %(region)s order by month
