-- name: many_at_once
-- Single payments run beside one another and lock their months; a whole month is received alone.
select pg_advisory_xact_lock_shared(hashtextextended(%(region)s || ':contributions', 0))

-- name: alone
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':contributions', 0))

-- name: lock_months
select d.person_id, d.scheme, d.month, d.person_due_fen - d.person_paid_fen, d.employer_due_fen - d.employer_paid_fen,
       c.confirmed_on is not null or c.id is null
from contributions_due d
join unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[]) as asked (person_id, scheme, month)
  using (person_id, scheme, month)
left join enrolment_coverage c on c.region = d.region and c.id = d.coverage_id
where d.region = %(region)s
order by d.person_id, d.scheme, d.month
for update of d

-- name: insert_receipt
insert into contributions_receipt (region, payer_kind, payer_id, channel, serial, amount_fen, received_at)
values (%(region)s, %(payer_kind)s, %(payer_id)s, %(channel)s, %(serial)s, %(amount_fen)s, %(received_at)s)
on conflict (region, channel, serial) do nothing
returning id

-- name: insert_receipts
insert into contributions_receipt (region, payer_kind, payer_id, channel, serial, amount_fen, received_at)
select %(region)s, payment.kind, payment.payer_id, %(channel)s, payment.serial, payment.amount, payment.received_at
from unnest(%(payer_kinds)s::text[], %(payer_ids)s::bigint[], %(serials)s::text[], %(amounts)s::bigint[],
            %(received)s::timestamptz[])
  with ordinality as payment (kind, payer_id, serial, amount, received_at, place)
order by payment.place
on conflict (region, channel, serial) do nothing
returning serial, id

-- name: insert_lines_of_many
insert into contributions_receipt_line (region, receipt_id, person_id, scheme, month, person_part_fen,
                                        employer_part_fen, late_fee_fen, set_aside)
select %(region)s, line.*
from unnest(%(receipt_ids)s::bigint[], %(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[],
            %(person_parts)s::bigint[], %(employer_parts)s::bigint[], %(late_fees)s::bigint[], %(set_aside)s::boolean[])
  as line

-- name: insert_lines
insert into contributions_receipt_line (region, receipt_id, person_id, scheme, month, person_part_fen,
                                        employer_part_fen, late_fee_fen, set_aside)
select %(region)s, %(receipt_id)s, line.*
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[], %(person_parts)s::bigint[],
            %(employer_parts)s::bigint[], %(late_fees)s::bigint[], %(set_aside)s::boolean[]) as line

-- name: lock_receipt
select 1 from contributions_receipt where region = %(region)s and id = %(receipt_id)s for update

-- name: mark_posted
update contributions_receipt
set posted_at = %(at)s
where region = %(region)s and id = any(%(receipt_ids)s) and posted_at is null and refunded_at is null
returning id

-- name: apply_lines
update contributions_due d
set person_paid_fen = d.person_paid_fen + line.person_part,
    employer_paid_fen = d.employer_paid_fen + line.employer_part,
    paid_at = case when d.person_paid_fen + line.person_part = d.person_due_fen
                    and d.employer_paid_fen + line.employer_part = d.employer_due_fen then %(at)s::timestamptz end
from (
  select person_id, scheme, month, sum(person_part_fen) as person_part, sum(employer_part_fen) as employer_part
  from contributions_receipt_line
  where region = %(region)s and receipt_id = any(%(receipt_ids)s) and not set_aside
  group by person_id, scheme, month
) as line
where d.region = %(region)s and d.person_id = line.person_id and d.scheme = line.scheme and d.month = line.month

-- name: transfers
-- All that came in for a month goes to collection; what belongs to everybody leaves it once the month is paid in full,
-- so that collection keeps part-paid months and the share of personal accounts that waits for the allocation run.
-- A late fee is the fund's at once; a line that is set aside waits in suspense.
with receipt as materialized (
  select id, nextval('ledger_group_seq') as group_id from unnest(%(receipt_ids)s::bigint[]) as id
), came_in as materialized (
  select * from contributions_receipt_line where region = %(region)s and receipt_id = any(%(receipt_ids)s)
), line as materialized (
  select * from came_in where not set_aside
), completed as (
  select distinct on (line.person_id, line.scheme, line.month)
         line.receipt_id, d.scheme, d.large_part_fen, d.subsidy_fen,
         d.person_due_fen + d.employer_due_fen - d.account_part_fen - d.large_part_fen as pooled_fen
  from line
  join contributions_due d
    on d.region = %(region)s and d.person_id = line.person_id and d.scheme = line.scheme and d.month = line.month
  where d.paid_at is not null
  order by line.person_id, line.scheme, line.month, line.receipt_id desc
), movement as (
  select receipt_id, 'CONTRIBUTION_PERSON' as code, 'bank' as debit_kind, 'collection' as credit_kind,
         sum(person_part_fen) as amount
  from line group by receipt_id
  union all
  select receipt_id, 'CONTRIBUTION_EMPLOYER', 'bank', 'collection', sum(employer_part_fen) from line group by receipt_id
  union all
  select receipt_id, 'POOLING', 'collection', 'fund.' || scheme || '_pooled', sum(pooled_fen)
  from completed group by receipt_id, scheme
  union all
  select receipt_id, 'POOLING', 'collection', 'fund.large_amount', sum(large_part_fen)
  from completed group by receipt_id
  union all
  select receipt_id, 'SUBSIDY', 'bank', 'fund.' || scheme || '_pooled', sum(subsidy_fen)
  from completed group by receipt_id, scheme
  union all
  select receipt_id, 'LATE_FEE', 'bank', 'fund.' || scheme || '_pooled', sum(late_fee_fen)
  from line group by receipt_id, scheme
  union all
  select receipt_id, 'SET_ASIDE', 'bank', 'suspense', sum(person_part_fen + employer_part_fen + late_fee_fen)
  from came_in where set_aside group by receipt_id
)
select receipt.group_id, movement.code, movement.debit_kind, 0, movement.credit_kind, 0, movement.amount,
       %(effective_on)s::date, 'contribution', receipt.id, null::bigint
from movement
join receipt on receipt.id = movement.receipt_id
where movement.amount > 0

-- name: receipts_of_employers
-- The serial ends with what was paid before, which grows with each payment: a later one is never taken for the first.
insert into contributions_receipt (region, payer_kind, payer_id, channel, serial, amount_fen, received_at)
select %(region)s, 'employer', d.employer_id, %(channel)s,
       'E' || d.employer_id || '-' || to_char(%(month)s::date, 'YYYYMM') || '-'
         || sum(d.person_paid_fen + d.employer_paid_fen),
       sum(d.person_due_fen - d.person_paid_fen + d.employer_due_fen - d.employer_paid_fen), %(at)s
from contributions_due d
left join enrolment_coverage c on c.region = d.region and c.id = d.coverage_id
where d.region = %(region)s and d.month = %(month)s and d.employer_id is not null
  and (c.id is null or c.confirmed_on is not null)
  and (%(payers)s::bigint[] is null or d.employer_id = any(%(payers)s))
  and d.employer_id <> all(coalesce(%(except)s::bigint[], '{}'))
group by d.employer_id
having sum(d.person_due_fen - d.person_paid_fen + d.employer_due_fen - d.employer_paid_fen) > 0
on conflict (region, channel, serial) do nothing
returning id

-- name: receipts_of_people
insert into contributions_receipt (region, payer_kind, payer_id, channel, serial, amount_fen, received_at)
select %(region)s, 'person', d.person_id, %(channel)s,
       'P' || d.person_id || '-' || to_char(%(month)s::date, 'YYYYMM') || '-'
         || sum(d.person_paid_fen + d.employer_paid_fen),
       sum(d.person_due_fen - d.person_paid_fen), %(at)s
from contributions_due d
left join enrolment_coverage c on c.region = d.region and c.id = d.coverage_id
where d.region = %(region)s and d.month = %(month)s and d.employer_id is null
  and (c.id is null or c.confirmed_on is not null)
  and (%(payers)s::bigint[] is null or d.person_id = any(%(payers)s))
  and d.person_id <> all(coalesce(%(except)s::bigint[], '{}'))
group by d.person_id
having sum(d.person_due_fen - d.person_paid_fen) > 0
on conflict (region, channel, serial) do nothing
returning id

-- name: lines_of_receipts
insert into contributions_receipt_line (region, receipt_id, person_id, scheme, month, person_part_fen,
                                        employer_part_fen)
select %(region)s, r.id, d.person_id, d.scheme, d.month, d.person_due_fen - d.person_paid_fen,
       d.employer_due_fen - d.employer_paid_fen
from contributions_receipt r
join contributions_due d
  on d.region = r.region and d.month = %(month)s and d.paid_at is null
 -- One equality for both kinds of payer (a person's number negated), so that a big month is joined by hash.
 and coalesce(d.employer_id, -d.person_id) = case r.payer_kind when 'employer' then r.payer_id else -r.payer_id end
left join enrolment_coverage c on c.region = d.region and c.id = d.coverage_id
where r.region = %(region)s and r.id = any(%(receipt_ids)s) and (c.id is null or c.confirmed_on is not null)
  and d.person_due_fen - d.person_paid_fen + d.employer_due_fen - d.employer_paid_fen > 0
