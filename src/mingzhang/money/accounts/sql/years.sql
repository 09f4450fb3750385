-- name: lock_year
select pg_advisory_lock(hashtextextended(%(region)s || ':interest run', 0))

-- name: unlock_year
select pg_advisory_unlock(hashtextextended(%(region)s || ':interest run', 0))

-- name: trust_indexes
set local enable_seqscan = off

-- name: share_with_chunks
select pg_advisory_xact_lock_shared(hashtextextended(%(region)s || ':allocation', 0))

-- name: earn
-- What each account earned: its opening balance weighed with the rates of all days, each movement with the rates of
-- the days left from its own day on. `weights` holds, for each day of the year, the sum of the rates from it to the end.
with weight as materialized (
  select * from unnest(%(days)s::date[], %(weights)s::bigint[]) as w (day, weight)
), moved as (
  select t.credit_owner as owner, t.effective_on as day, t.amount_fen as amount
  from ledger_transfer t
  where t.region = %(region)s and t.credit_kind = 'personal' and t.credit_owner between %(first)s and %(last)s
    and t.credit_owner <> 0 and t.effective_on < %(until)s
  union all
  select t.debit_owner, t.effective_on, -t.amount_fen
  from ledger_transfer t
  where t.region = %(region)s and t.debit_kind = 'personal' and t.debit_owner between %(first)s and %(last)s
    and t.debit_owner <> 0 and t.effective_on < %(until)s
), earned as (
  select moved.owner, sum(moved.amount::numeric * weight.weight) as parts
  from moved
  join weight on weight.day = greatest(moved.day, %(starts)s::date)
  group by moved.owner
)
insert into accounts_interest (region, person_id, year, until, parts, days_basis, amount_fen, rule, credited_on,
                               posted_at, group_id)
select %(region)s, a.person_id, %(year)s, %(until)s, coalesce(earned.parts, 0), %(days_basis)s, figure.fen, %(rule)s,
       %(credited_on)s, %(now)s, case when figure.fen > 0 then nextval('ledger_group_seq') end
from accounts_account a
left join earned on earned.owner = a.person_id
cross join lateral (
  -- Half up in whole numbers: nothing is earned on a balance that was below zero.
  select greatest(0, div(2 * coalesce(earned.parts, 0) + %(divisor)s, 2 * %(divisor)s::numeric))::bigint as fen
) as figure
where a.region = %(region)s and a.person_id between %(first)s and %(last)s and a.opened_on < %(until)s
  and a.state = 'open'
on conflict do nothing

-- name: transfers
select i.group_id, 'INTEREST', 'interest', 0::bigint, 'personal', i.person_id, i.amount_fen, i.credited_on, 'interest',
       i.person_id, null::bigint
from accounts_interest i
where i.region = %(region)s and i.year = %(year)s and i.person_id between %(first)s and %(last)s
  and i.group_id is not null
  and not exists (select from ledger_transfer t where t.region = i.region and t.group_id = i.group_id)

-- name: unusable
-- What was just earned by accounts that are not activated or are frozen stays with the rest.
select i.person_id, i.amount_fen, case when frozen.yes then 'FROZEN' else 'NOT_ACTIVATED' end
from accounts_interest i
join accounts_account a on a.region = i.region and a.person_id = i.person_id
cross join lateral (
  select exists (
    select from accounts_freeze f
    where f.region = a.region and f.person_id = a.person_id and f.kind <> 'ALLOCATION_SUSPENDED'
      and f.span @> %(on)s::date and f.lifted_at is null
  ) as yes
) as frozen
join ledger_staged s on s.group_id = i.group_id
where i.region = %(region)s and i.year = %(year)s and (a.activated_on is null or frozen.yes)

-- name: totals
select count(*) filter (where s.group_id is not null), coalesce(sum(s.amount_fen), 0)::bigint,
       count(*) filter (where i.amount_fen = 0 and i.posted_at = %(now)s)
from accounts_interest i
left join ledger_staged s on s.group_id = i.group_id
where i.region = %(region)s and i.year = %(year)s and i.person_id between %(first)s and %(last)s

-- name: carried
select count(*) filter (where balance > 0), coalesce(sum(balance), 0)::bigint
from (
  select owner, sum(amount) as balance
  from (select credit_owner as owner, amount_fen as amount from ledger_transfer
        where region = %(region)s and credit_kind = 'personal' and effective_on < %(starts)s
        union all
        select debit_owner, -amount_fen from ledger_transfer
        where region = %(region)s and debit_kind = 'personal' and effective_on < %(starts)s) as moves
  group by owner
) as left_over

-- name: insert_carry_over
insert into accounts_carry_over (region, year, starts, accounts, carried_fen, carried_at, rule)
values (%(region)s, %(year)s, %(starts)s, %(accounts)s, %(carried_fen)s, %(now)s, %(rule)s)
on conflict (region, year) do nothing

-- name: carry_over
select year, starts, accounts, carried_fen, carried_at, rule
from accounts_carry_over
where region = %(region)s and year = %(year)s
