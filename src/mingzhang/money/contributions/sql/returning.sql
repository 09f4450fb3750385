-- name: lines_of
-- What of the asked lines was paid, with the account's part of each month that is paid in full.
select l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen, l.late_fee_fen, l.set_aside,
       case when d.paid_at is not null then d.account_part_fen else 0 end,
       coalesce(d.person_paid_fen + d.employer_paid_fen, 0), coalesce(d.coverage_id, 0)
from contributions_receipt_line l
left join contributions_due d
  on d.region = l.region and d.person_id = l.person_id and d.scheme = l.scheme and d.month = l.month
where l.region = %(region)s and l.receipt_id = %(receipt_id)s
order by l.person_id, l.scheme, l.month

-- name: transfers
-- The way back of `receipts.transfers`: a month that was paid in full leaves the funds, then every line leaves
-- collection, and late fees the fund, for suspense, where the money waits to be sent.
with line as materialized (
  select * from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[], %(person_parts)s::bigint[],
                       %(employer_parts)s::bigint[], %(late_fees)s::bigint[])
    as l (person_id, scheme, month, person_part_fen, employer_part_fen, late_fee_fen)
), completed as (
  select d.scheme, d.large_part_fen, d.subsidy_fen,
         d.person_due_fen + d.employer_due_fen - d.account_part_fen - d.large_part_fen as pooled_fen
  from line
  join contributions_due d
    on d.region = %(region)s and d.person_id = line.person_id and d.scheme = line.scheme and d.month = line.month
  where d.paid_at is not null
), movement as (
  select 'POOLING_RETURNED' as code, 'fund.' || scheme || '_pooled' as debit_kind, 'collection' as credit_kind,
         sum(pooled_fen) as amount
  from completed group by scheme
  union all
  select 'POOLING_RETURNED', 'fund.large_amount', 'collection', sum(large_part_fen) from completed
  union all
  select 'SUBSIDY_RETURNED', 'fund.' || scheme || '_pooled', 'bank', sum(subsidy_fen) from completed group by scheme
  union all
  select 'REFUND_READY', 'collection', 'suspense', sum(person_part_fen + employer_part_fen) from line
  union all
  select 'REFUND_READY', 'fund.' || scheme || '_pooled', 'suspense', sum(late_fee_fen) from line group by scheme
)
select %(group_id)s::bigint, movement.code, movement.debit_kind, 0, movement.credit_kind, 0, movement.amount,
       %(effective_on)s::date, 'refund', %(refund_id)s::bigint, null::bigint
from movement
where movement.amount > 0

-- name: take_off
update contributions_due d
set person_paid_fen = d.person_paid_fen - line.person_part,
    employer_paid_fen = d.employer_paid_fen - line.employer_part,
    paid_at = null
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[], %(person_parts)s::bigint[],
            %(employer_parts)s::bigint[]) as line (person_id, scheme, month, person_part, employer_part)
where d.region = %(region)s and d.person_id = line.person_id and d.scheme = line.scheme and d.month = line.month

-- name: no_longer_due
-- Nothing is due any more for a month whose money went back because it should never have been asked for.
update contributions_due d
set person_due_fen = 0, employer_due_fen = 0, account_part_fen = 0, large_part_fen = 0, subsidy_fen = 0,
    maternity_part_fen = 0, difference_fen = 0
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[]) as line (person_id, scheme, month)
where d.region = %(region)s and d.person_id = line.person_id and d.scheme = line.scheme and d.month = line.month

-- name: mark_refunded
update contributions_receipt set refunded_at = %(at)s
where region = %(region)s and id = %(receipt_id)s and refunded_at is null

-- name: next_group
select nextval('ledger_group_seq')
