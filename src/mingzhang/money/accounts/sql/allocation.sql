-- name: lock_run
-- One run of a region at a time; the lock ends with the run, or with the run's connection.
select pg_advisory_lock(hashtextextended(%(region)s || ':allocation run', 0))

-- name: unlock_run
select pg_advisory_unlock(hashtextextended(%(region)s || ':allocation run', 0))

-- name: share_with_chunks
-- Chunks of a run go beside each other; who freezes, opens, closes or takes back waits for them and they for him.
select pg_advisory_xact_lock_shared(hashtextextended(%(region)s || ':allocation', 0))

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

-- name: present
-- Who is covered in the month: by category, tier and age on the month's first day.
select c.category, coalesce(c.tier, ''), extract(year from age(%(month)s::date, p.birth_date))::int, count(*)
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.status = 'active' and c.holds && daterange(%(month)s, %(month_ends)s)
group by 1, 2, 3

-- name: trust_indexes
-- A table that has just begun to grow looks empty to the planner, and reading it whole for each person would be slow.
set local enable_seqscan = off

-- name: join_ranges
-- What concerns all people of a chunk is joined range by range ...
set local enable_nestloop = off

-- name: join_rows
-- ... what concerns few of them row by row.
set local enable_nestloop = on

-- name: open_fresh
create temporary table if not exists accounts_fresh (
  person_id    bigint  not null,
  month        date    not null,
  base_fen     bigint  not null,
  rate_bp      integer not null,
  amount_fen   bigint  not null,
  longcare_fen bigint,                            -- none: still to be taken off
  rule         text    not null,
  paid         boolean not null,
  primary key (person_id, month)
) on commit delete rows

-- name: open_ready
create temporary table if not exists accounts_ready (
  person_id    bigint  not null,
  month        date    not null,
  state        text    not null,
  base_fen     bigint  not null,
  rate_bp      integer not null,
  amount_fen   bigint  not null,
  longcare_fen bigint  not null,
  rule         text    not null,
  group_id     bigint,                            -- none: nothing is posted now
  is_earlier   boolean not null,                  -- an item that waited
  is_new       boolean not null,                  -- the person has no account yet
  is_kept      boolean not null                   -- the account is frozen or not activated
) on commit delete rows

-- name: clear_fresh
delete from accounts_fresh

-- name: clear_ready
delete from accounts_ready

-- name: shares
-- The share of a contribution: of the span's months and the month before it, for who was assessed after its run.
insert into accounts_fresh (person_id, month, base_fen, rate_bp, amount_fen, longcare_fen, rule, paid)
select d.person_id, d.month, d.account_base_fen, d.account_rate_bp, d.account_part_fen, %(longcare)s, d.rule,
       coalesce(d.paid_at <= %(now)s, false)
from contributions_due d
where d.region = %(region)s and d.scheme = 'employee' and d.account_part_fen > 0
  and d.person_id between %(first)s and %(last)s
  and d.month between %(window)s and %(month)s
  and not exists (
    select from accounts_item i
    where i.region = d.region and i.person_id = d.person_id and i.month = d.month
      and i.person_id between %(first)s and %(last)s and i.month <= %(month)s
  )

-- name: late_shares
-- The share of months that were found due only long after they had passed.
insert into accounts_fresh (person_id, month, base_fen, rate_bp, amount_fen, longcare_fen, rule, paid)
select d.person_id, d.month, d.account_base_fen, d.account_rate_bp, d.account_part_fen, %(longcare)s, d.rule,
       coalesce(d.paid_at <= %(now)s, false)
from contributions_due d
where d.region = %(region)s and d.scheme = 'employee' and d.account_part_fen > 0
  and d.person_id between %(first)s and %(last)s
  and d.month < %(window)s and d.assessed_on - d.month > 31
  and not exists (
    select from accounts_item i
    where i.region = d.region and i.person_id = d.person_id and i.month = d.month
      and i.person_id between %(first)s and %(last)s and i.month <= %(month)s
  )

-- name: take_longcare
-- Where the pack takes long-term care off the share: so much of the base, by age.
-- `(x * bp + 5000) / 10000` rounds half up in whole numbers.
with rate as materialized (
  select * from unnest(%(lc_categories)s::text[], %(lc_tiers)s::text[], %(lc_ages)s::int[], %(lc_bps)s::int[],
                       %(lc_rules)s::text[]) as r (category, tier, age, longcare_bp, rule)
)
update accounts_fresh f
set amount_fen = f.amount_fen - (f.base_fen * rate.longcare_bp + 5000) / 10000,
    longcare_fen = (f.base_fen * rate.longcare_bp + 5000) / 10000,
    rule = f.rule || '; ' || rate.rule
from contributions_due d
join enrolment_coverage c on c.region = d.region and c.id = d.coverage_id
join enrolment_person p on p.region = d.region and p.id = d.person_id
join rate on rate.category = c.category and rate.tier = coalesce(c.tier, '')
         and rate.age = extract(year from age(d.month, p.birth_date))::int
where d.region = %(region)s and d.scheme = 'employee' and d.person_id = f.person_id and d.month = f.month

-- name: drop_unknown
-- For whom it is not known what is taken off, nothing can be given yet.
delete from accounts_fresh where longcare_fen is null

-- name: fixed
-- What the category gives to everybody whom it covers on the first day of the month.
with amount as materialized (
  select * from unnest(%(categories)s::text[], %(tiers)s::text[], %(ages)s::int[], %(amounts)s::bigint[],
                       %(rules)s::text[]) as a (category, tier, age, amount_fen, rule)
)
insert into accounts_fresh (person_id, month, base_fen, rate_bp, amount_fen, longcare_fen, rule, paid)
select c.person_id, %(given_for)s, 0, 0, amount.amount_fen, 0, amount.rule, true
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
join amount on amount.category = c.category and amount.tier = coalesce(c.tier, '')
           and amount.age = extract(year from age(%(given_for)s::date, p.birth_date))::int
where c.region = %(region)s and c.category = 'retired' and c.status = 'active' and c.holds @> %(given_for)s::date
  and (p.died_on is null or p.died_on >= %(given_for)s)
  and c.person_id between %(first)s and %(last)s and p.id between %(first)s and %(last)s and amount.amount_fen > 0
  and not exists (
    select from accounts_item i
    where i.region = c.region and i.person_id = c.person_id and i.month = %(given_for)s
      and i.person_id between %(first)s and %(last)s
  )
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

-- name: refresh_waiting
-- What waits follows its contribution when that is assessed anew; what long-term care takes off follows the base at the
-- rate that the item shows.
with changed as materialized (
  select i.person_id, i.month, d.account_part_fen, d.account_base_fen, d.account_rate_bp, d.rule,
         (d.account_base_fen * ((i.longcare_fen * 10000 + i.base_fen / 2) / greatest(i.base_fen, 1)) + 5000) / 10000
           as longcare_fen
  from accounts_item i
  join contributions_due d
    on d.region = i.region and d.person_id = i.person_id and d.scheme = 'employee' and d.month = i.month
  where i.region = %(region)s and i.state <> 'posted' and i.rate_bp > 0 and i.person_id between %(first)s and %(last)s
    and d.account_part_fen <> i.amount_fen + i.longcare_fen
)
update accounts_item i
set amount_fen = changed.account_part_fen - changed.longcare_fen, longcare_fen = changed.longcare_fen,
    base_fen = changed.account_base_fen, rate_bp = changed.account_rate_bp, rule = changed.rule
from changed
where i.region = %(region)s and i.person_id = changed.person_id and i.month = changed.month

-- name: judged
-- Where a new item stands: posted at once where nothing is in the way, which is missing money, a suspended allocation,
-- a closed account.
select fresh.*, a.person_id is null as is_new, stop.keeps is true or a.activated_on is null as is_kept,
       coalesce(a.state, 'open') as account_state,
       case when stop.suspends then 'suspended'
            when fresh.paid and a.state is distinct from 'closed' then 'posted'
            else 'waiting_money' end as state
from accounts_fresh fresh
left join accounts_account a
  on a.region = %(region)s and a.person_id = fresh.person_id and a.person_id between %(first)s and %(last)s
left join (
  select person_id, bool_or(kind = 'ALLOCATION_SUSPENDED') as suspends, bool_or(kind <> 'ALLOCATION_SUSPENDED') as keeps
  from accounts_freeze
  where region = %(region)s and span @> %(on)s::date and person_id between %(first)s and %(last)s
  group by person_id
) as stop on stop.person_id = fresh.person_id

-- name: payable
-- Earlier items that have become payable: the month is paid in full now, the suspension over, the account reopened.
select i.person_id, i.month, i.amount_fen, i.longcare_fen, i.base_fen, i.rate_bp, i.rule, a.person_id is null as is_new,
       a.activated_on is null or exists (
         select from accounts_freeze f
         where f.region = i.region and f.person_id = i.person_id and f.kind <> 'ALLOCATION_SUSPENDED'
           and f.span @> %(on)s::date
       ) as is_kept
from accounts_item i
left join contributions_due d
  on d.region = i.region and d.person_id = i.person_id and d.scheme = 'employee' and d.month = i.month
left join accounts_account a on a.region = i.region and a.person_id = i.person_id
where i.region = %(region)s and i.state <> 'posted' and i.month <= %(month)s
  and i.person_id between %(first)s and %(last)s
  and (i.rate_bp = 0 or d.paid_at <= %(now)s) and a.state is distinct from 'closed'
  and not exists (
    select from accounts_freeze f
    where f.region = i.region and f.person_id = i.person_id and f.kind = 'ALLOCATION_SUSPENDED'
      and f.span @> %(on)s::date
  )

-- name: ready_earlier
insert into accounts_ready (person_id, month, state, base_fen, rate_bp, amount_fen, longcare_fen, rule, group_id,
                            is_earlier, is_new, is_kept)
select person_id, month, 'posted', base_fen, rate_bp, amount_fen, longcare_fen, rule, nextval('ledger_group_seq'),
       true, is_new, is_kept
from payable

-- name: ready_fresh
insert into accounts_ready (person_id, month, state, base_fen, rate_bp, amount_fen, longcare_fen, rule, group_id,
                            is_earlier, is_new, is_kept)
select person_id, month, state, base_fen, rate_bp, amount_fen, longcare_fen, rule,
       case when state = 'posted' then nextval('ledger_group_seq') end, false, is_new, is_kept
from judged

-- name: write_earlier
update accounts_item i
set state = 'posted', posted_at = %(now)s, group_id = ready.group_id, run_id = %(run_id)s,
    made_up = i.month < %(span_begins)s
from accounts_ready ready
where ready.is_earlier and i.region = %(region)s and i.person_id = ready.person_id and i.month = ready.month
  and i.person_id between %(first)s and %(last)s

-- name: write_fresh
insert into accounts_item (region, person_id, month, run_id, state, base_fen, rate_bp, amount_fen, longcare_fen, rule,
                           made_up, due_on, posted_at, group_id)
select %(region)s, person_id, month, %(run_id)s, state, base_fen, rate_bp, amount_fen, longcare_fen, rule,
       state = 'posted' and month < %(span_begins)s, %(due_on)s,
       case when state = 'posted' then %(now)s::timestamptz end, group_id
from accounts_ready
where not is_earlier

-- name: judged_sums
select state, account_state, month >= %(span_begins)s, count(*), sum(amount_fen)::bigint
from judged
group by 1, 2, 3

-- name: payable_sums
select month >= %(span_begins)s, count(*), sum(amount_fen)::bigint from payable group by 1

-- name: open_accounts
-- The first allocation opens the account; a card or e-voucher that is active already activates it.
insert into accounts_account (region, person_id, opened_on, activated_on)
select %(region)s, ready.person_id, %(on)s,
       (select min(c.activated_on) from enrolment_credential c
        where c.region = %(region)s and c.person_id = ready.person_id and c.activated_on <= %(on)s)
from (select distinct person_id from accounts_ready where is_new and state = 'posted') as ready
on conflict do nothing

-- name: transfers
-- Each share is a group of its own; what was taken off for long-term care leaves the books in one sum for the chunk.
select group_id, case when month < %(span_begins)s then 'MAKE_UP' else 'ALLOCATION' end,
       case when rate_bp = 0 then 'fund.employee_pooled' else 'collection' end, 0::bigint, 'personal', person_id,
       amount_fen,
       %(on)s::date, 'allocation', %(run_id)s::bigint, null::bigint
from accounts_ready
where state = 'posted' and amount_fen > 0
union all
select nextval('ledger_group_seq'), 'LONGCARE', 'collection', 0, 'bank', 0, sum(longcare_fen)::bigint, %(on)s::date,
       'allocation', %(run_id)s::bigint, null
from accounts_ready
where state = 'posted'
having sum(longcare_fen) > 0

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
where r.is_kept and r.state = 'posted' and (a.activated_on is null or frozen.yes) and r.amount_fen > 0
group by r.person_id

-- name: count_posted
-- What the chunk posted is added to the run's result in the same transaction; its counts and sums are the answer.
with total as materialized (
  select count(*) filter (where month >= %(span_begins)s) as posted,
         coalesce(sum(amount_fen) filter (where month >= %(span_begins)s), 0)::bigint as posted_fen,
         count(*) filter (where month < %(span_begins)s) as made_up,
         coalesce(sum(amount_fen) filter (where month < %(span_begins)s), 0)::bigint as made_up_fen
  from accounts_ready
  where state = 'posted'
), added as (
  insert into accounts_run_result (region, run_id, reason, people, amount_fen)
  select %(region)s, %(run_id)s, 'POSTED', posted, posted_fen from total where posted > 0
  union all
  select %(region)s, %(run_id)s, 'MADE_UP', made_up, made_up_fen from total where made_up > 0
  on conflict (region, run_id, reason, category, tier) do update
    set people = accounts_run_result.people + excluded.people,
        amount_fen = accounts_run_result.amount_fen + excluded.amount_fen
)
select posted, posted_fen, made_up, made_up_fen from total
