-- name: one_account
select a.balance_fen, a.held_fen,
       coalesce((select sum(t.amount_fen) from ledger_transfer t
                 where t.region = a.region and t.credit_owner = a.owner and t.credit_kind = 'personal'), 0)
       - coalesce((select sum(t.amount_fen) from ledger_transfer t
                   where t.region = a.region and t.debit_owner = a.owner and t.debit_kind = 'personal'), 0),
       coalesce((select sum(h.amount_fen) from ledger_hold h
                 where h.region = a.region and h.kind = 'personal' and h.owner = a.owner and h.state = 'held'), 0)
from ledger_account a
where a.region = %(region)s and a.kind = 'personal' and a.owner = %(owner)s

-- name: personal_balances
with entries as (
  select owner, sum(amount) as amount
  from (select credit_owner as owner, amount_fen as amount from ledger_transfer
        where region = %(region)s and credit_kind = 'personal'
        union all
        select debit_owner, -amount_fen from ledger_transfer
        where region = %(region)s and debit_kind = 'personal') as moves
  group by owner
), rows as (
  select owner, balance_fen from ledger_account where region = %(region)s and kind = 'personal'
)
select 'PERSONAL_BALANCE', 'personal/' || owner, coalesce(amount, 0)::bigint, coalesce(balance_fen, 0)
from entries full join rows using (owner)
where coalesce(amount, 0) <> coalesce(balance_fen, 0)
order by owner

-- name: held
with holds as (
  select owner, sum(amount_fen) as amount from ledger_hold
  where region = %(region)s and kind = 'personal' and state = 'held'
  group by owner
), rows as (
  select owner, held_fen from ledger_account where region = %(region)s and kind = 'personal'
)
select 'HELD', 'personal/' || owner, coalesce(amount, 0)::bigint, coalesce(held_fen, 0)
from holds full join rows using (owner)
where coalesce(amount, 0) <> coalesce(held_fen, 0)
order by owner

-- name: groups
-- A group is one event, booked by one transaction: more than one of either was put together by hand.
select 'GROUP', 'group/' || group_id, 1, greatest(count(distinct booked_xid), count(distinct (event_kind, event_id)))
from ledger_transfer
where region = %(region)s
group by group_id
having min(booked_xid) <> max(booked_xid) or min(event_id) <> max(event_id) or min(event_kind) <> max(event_kind)
order by group_id

-- name: corrected_groups
select distinct 'CORRECTED_GROUP', 'group/' || c.corrects, 1, 0
from ledger_transfer c
where c.region = %(region)s and c.corrects is not null
  and not exists (select from ledger_transfer t where t.region = c.region and t.group_id = c.corrects)

-- name: codes
select 'CODE', 'code/' || code, 0, count(*)
from ledger_transfer
where region = %(region)s and code <> all(%(codes)s)
group by code
order by code

-- name: rollups
with span as (
  select max(through_xid) as first from ledger_rollup where region = %(region)s
), entries as (
  select kind, owner, sum(amount) as amount
  from (select credit_kind as kind, credit_owner as owner, amount_fen as amount from ledger_transfer, span
        where region = %(region)s and booked_xid < span.first
        union all
        select debit_kind, debit_owner, -amount_fen from ledger_transfer, span
        where region = %(region)s and booked_xid < span.first) as moves
  where kind not in ('personal', 'cash')
  group by kind, owner
), rows as (
  select kind, owner, balance_fen from ledger_rollup where region = %(region)s
)
select 'ROLLUP', kind || '/' || owner, coalesce(amount, 0)::bigint, coalesce(balance_fen, 0)
from entries full join rows using (kind, owner)
where coalesce(amount, 0) <> coalesce(balance_fen, 0)
order by kind, owner
