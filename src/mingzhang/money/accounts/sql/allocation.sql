-- name: open_run
insert into accounts_run (region, month, started_at)
values (%(region)s, %(month)s, %(now)s)
on conflict (region, month) do update set state = 'running'
returning id

-- name: finish_run
update accounts_run
set state = 'finished', finished_at = %(now)s
where region = %(region)s and id = %(run_id)s

-- name: span
select coalesce(min(id), 0), coalesce(max(id), -1) from enrolment_person where region = %(region)s

-- name: retired_ages
select distinct extract(year from age(%(month)s::date, p.birth_date))::int
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.category = 'retired' and c.status = 'active' and c.holds @> %(month)s::date

-- name: one_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':allocation', 0))

-- name: items_from_contributions
-- The month itself; the month before, for who was assessed after its run; and what was assessed long afterwards.
insert into accounts_item (region, person_id, month, run_id, state, base_fen, rate_bp, amount_fen, rule, due_on)
select d.region, d.person_id, d.month, %(run_id)s, 'waiting_money', d.account_base_fen, d.account_rate_bp,
       d.account_part_fen, d.rule, %(due_on)s
from contributions_due d
where d.region = %(region)s and d.scheme = 'employee' and d.account_part_fen > 0
  and d.person_id between %(first)s and %(last)s
  and (d.month between (%(month)s::date - interval '1 month')::date and %(month)s
       or (d.month < %(month)s and d.assessed_on - d.month > 31))
  and not exists (
    select from accounts_item i where i.region = d.region and i.person_id = d.person_id and i.month = d.month
  )
on conflict do nothing

-- name: items_of_retired
with amount as materialized (
  select * from unnest(%(ages)s::int[], %(amounts)s::bigint[], %(rules)s::text[]) as a (age, amount_fen, rule)
)
insert into accounts_item (region, person_id, month, run_id, state, amount_fen, rule, due_on)
select c.region, c.person_id, %(month)s, %(run_id)s, 'waiting_money', amount.amount_fen, amount.rule, %(due_on)s
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
join amount on amount.age = extract(year from age(%(month)s::date, p.birth_date))::int
where c.region = %(region)s and c.category = 'retired' and c.status = 'active' and c.holds @> %(month)s::date
  and (p.died_on is null or p.died_on >= %(month)s)
  and c.person_id between %(first)s and %(last)s and amount.amount_fen > 0
on conflict do nothing

-- name: suspend_items
-- An item changes sides when a suspension of its account begins or ends.
update accounts_item i
set state = case when i.state = 'suspended' then 'waiting_money' else 'suspended' end
where i.region = %(region)s and i.state <> 'posted' and i.person_id between %(first)s and %(last)s
  and (i.state = 'suspended') <> exists (
    select from accounts_freeze f
    where f.region = i.region and f.person_id = i.person_id and f.kind = 'ALLOCATION_SUSPENDED'
      and f.span @> %(on)s::date
  )

-- name: open_ready
create temporary table if not exists accounts_ready (
  person_id  bigint not null,
  month      date   not null,
  amount_fen bigint not null,
  fixed      boolean not null,
  group_id   bigint not null
) on commit delete rows

-- name: clear_ready
delete from accounts_ready

-- name: fill_ready
-- What is payable now: fixed amounts at once, a share of a contribution when the month is paid in full.
insert into accounts_ready (person_id, month, amount_fen, fixed, group_id)
select i.person_id, i.month, i.amount_fen, i.rate_bp = 0, nextval('ledger_group_seq')
from accounts_item i
left join contributions_due d
  on d.region = i.region and d.person_id = i.person_id and d.scheme = 'employee' and d.month = i.month
where i.region = %(region)s and i.state = 'waiting_money' and i.month <= %(month)s
  and i.person_id between %(first)s and %(last)s
  and (i.rate_bp = 0 or d.paid_at <= %(now)s)
  and not exists (
    select from accounts_account a where a.region = i.region and a.person_id = i.person_id and a.state = 'closed'
  )

-- name: open_accounts
-- The first allocation opens the account; a card or e-voucher that is active already activates it.
insert into accounts_account (region, person_id, opened_on, activated_on)
select %(region)s, ready.person_id, %(on)s,
       (select min(c.activated_on) from enrolment_credential c
        where c.region = %(region)s and c.person_id = ready.person_id and c.activated_on <= %(on)s)
from (select distinct person_id from accounts_ready) as ready
where not exists (
  select from accounts_account a where a.region = %(region)s and a.person_id = ready.person_id
)
on conflict do nothing

-- name: transfers
select group_id, case when month < %(month)s then 'MAKE_UP' else 'ALLOCATION' end,
       case when fixed then 'fund.employee_pooled' else 'collection' end, 0::bigint, 'personal', person_id, amount_fen,
       %(on)s::date, 'allocation', %(run_id)s::bigint, null::bigint
from accounts_ready

-- name: mark_posted
update accounts_item i
set state = 'posted', posted_at = %(now)s, group_id = r.group_id, run_id = %(run_id)s, made_up = i.month < %(month)s
from accounts_ready r
where i.region = %(region)s and i.person_id = r.person_id and i.month = r.month

-- name: unusable
-- What was just posted to accounts that are not activated or are frozen.
select r.person_id, sum(r.amount_fen), case when bool_or(frozen.yes) then 'FROZEN' else 'NOT_ACTIVATED' end
from accounts_ready r
join accounts_account a on a.region = %(region)s and a.person_id = r.person_id
cross join lateral (
  select exists (
    select from accounts_freeze f
    where f.region = a.region and f.person_id = a.person_id and f.kind <> 'ALLOCATION_SUSPENDED'
      and f.span @> %(on)s::date
  ) as yes
) as frozen
where a.activated_on is null or frozen.yes
group by r.person_id

-- name: totals
select count(*) filter (where month = %(month)s), coalesce(sum(amount_fen) filter (where month = %(month)s), 0)::bigint,
       count(*) filter (where month < %(month)s), coalesce(sum(amount_fen) filter (where month < %(month)s), 0)::bigint
from accounts_ready

-- name: not_posted
select count(*) filter (where state = 'waiting_money'), count(*) filter (where state = 'suspended')
from accounts_item
where region = %(region)s and state <> 'posted' and month <= %(month)s
