-- name: one_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':rollup', 0))

-- name: fold
with span as materialized (
  select coalesce((select max(through_xid) from ledger_rollup where region = %(region)s), '0'::xid8) as first,
         pg_snapshot_xmin(pg_current_snapshot()) as horizon
), fresh as materialized (
  select t.* from ledger_transfer t, span
  where t.region = %(region)s and t.booked_xid >= span.first and t.booked_xid < span.horizon
), moved as (
  select kind, owner, sum(amount) as amount
  from (select debit_kind as kind, debit_owner as owner, -amount_fen as amount from fresh
        union all
        select credit_kind, credit_owner, amount_fen from fresh) as moves
  where kind not in ('personal', 'cash')
  group by kind, owner
  union all
  select kind, owner, 0 from ledger_rollup where region = %(region)s
), folded as (
  insert into ledger_rollup (region, kind, owner, through_xid, balance_fen)
  select %(region)s, kind, owner, span.horizon, sum(amount)
  from moved, span
  group by kind, owner, span.horizon
  on conflict (region, kind, owner) do update
    set through_xid = excluded.through_xid,
        balance_fen = ledger_rollup.balance_fen + excluded.balance_fen,
        rolled_at = now()
  returning 1
)
select count(*) from folded
