-- name: personal_balance
select balance_fen, held_fen from ledger_account
where region = %(region)s and kind = %(kind)s and owner = %(owner)s

-- name: rolled_balance
with span as materialized (
  select coalesce(max(through_xid), '0'::xid8) as first,
         coalesce(sum(balance_fen) filter (where kind = %(kind)s and owner = %(owner)s), 0) as rolled
  from ledger_rollup
  where region = %(region)s
)
select span.rolled + coalesce((
         select sum(case when t.credit_kind = %(kind)s and t.credit_owner = %(owner)s then t.amount_fen
                         else -t.amount_fen end)
         from ledger_transfer t
         where t.region = %(region)s and t.booked_xid >= span.first
           and ((t.credit_kind = %(kind)s and t.credit_owner = %(owner)s)
                or (t.debit_kind = %(kind)s and t.debit_owner = %(owner)s))
       ), 0), 0
from span

-- name: opening
-- "<> 0" lets a plan made for any owner use the owners' indexes, which leave out the accounts of nobody.
select coalesce(sum(amount), 0)
from (select amount_fen as amount from ledger_transfer
      where region = %(region)s and credit_owner = %(owner)s and credit_owner <> 0 and credit_kind = %(kind)s
        and effective_on < %(first)s
      union all
      select -amount_fen from ledger_transfer
      where region = %(region)s and debit_owner = %(owner)s and debit_owner <> 0 and debit_kind = %(kind)s
        and effective_on < %(first)s
     ) as earlier

-- name: movements
select id, group_id, code, effective_on, booked_at, amount,
       (%(before)s + sum(amount) over (order by effective_on, id))::bigint,
       counter_kind, counter_owner, event_kind, event_id
from (select id, group_id, code, effective_on, booked_at, amount_fen as amount,
             debit_kind as counter_kind, debit_owner as counter_owner, event_kind, event_id
      from ledger_transfer
      where region = %(region)s and credit_owner = %(owner)s and credit_owner <> 0 and credit_kind = %(kind)s
        and effective_on between %(first)s and %(last)s
      union all
      select id, group_id, code, effective_on, booked_at, -amount_fen, credit_kind, credit_owner, event_kind, event_id
      from ledger_transfer
      where region = %(region)s and debit_owner = %(owner)s and debit_owner <> 0 and debit_kind = %(kind)s
        and effective_on between %(first)s and %(last)s
     ) as moves
order by effective_on, id

-- name: open_holds
select id, owner, amount_fen, reason, authority, placed_at, expires_at
from ledger_hold
where region = %(region)s and kind = 'personal' and owner = %(owner)s and state = 'held'
order by id

-- name: booked_regions
select region from ledger_account
union
select region from ledger_transfer
order by region

-- name: size
select (select count(*) from ledger_account where region = %(region)s),
       (select count(*) from ledger_transfer where region = %(region)s)
