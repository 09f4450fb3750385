-- name: months
select d.person_id, d.scheme, d.month, d.months, d.base_fen, d.person_due_fen, d.employer_due_fen, d.person_paid_fen,
       d.employer_paid_fen, d.account_base_fen, d.account_part_fen, d.due_on, d.paid_at, d.coverage_id, d.employer_id,
       d.rule,
       array(select l.receipt_id from contributions_receipt_line l
             where l.region = d.region and l.person_id = d.person_id and l.month = d.month and l.scheme = d.scheme
             order by l.receipt_id),
       d.late_price, d.maternity_part_fen, d.difference_fen
from contributions_due d
where d.region = %(region)s and d.person_id = %(person_id)s
  and d.month <= %(last)s and d.month + make_interval(months => d.months) > %(first)s
order by d.month, d.scheme

-- name: employer_months
select employer_id, month, count(*), sum(person_due_fen + employer_due_fen)::bigint,
       sum(person_paid_fen + employer_paid_fen)::bigint, max(due_on), max(paid_at)
from contributions_due
where region = %(region)s and employer_id = %(employer_id)s and month between %(first)s and %(last)s
group by employer_id, month
order by month

-- name: receipts_for
select r.id, r.payer_kind, r.payer_id, r.channel, r.serial, r.amount_fen, r.received_at, r.posted_at, r.refunded_at,
       jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                   l.late_fee_fen, l.set_aside)
                 order by l.month, l.scheme)
from contributions_receipt_line l
join contributions_receipt r on r.region = l.region and r.id = l.receipt_id
where l.region = %(region)s and l.person_id = %(person_id)s
group by r.region, r.id
order by r.received_at, r.id

-- name: receipt
select r.id, r.payer_kind, r.payer_id, r.channel, r.serial, r.amount_fen, r.received_at, r.posted_at, r.refunded_at,
       jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                   l.late_fee_fen, l.set_aside)
                 order by l.person_id, l.month, l.scheme)
from contributions_receipt r
join contributions_receipt_line l on l.region = r.region and l.receipt_id = r.id
where r.region = %(region)s and r.id = %(receipt_id)s
group by r.region, r.id

-- name: receipts_by
select r.id, r.payer_kind, r.payer_id, r.channel, r.serial, r.amount_fen, r.received_at, r.posted_at, r.refunded_at,
       jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                   l.late_fee_fen, l.set_aside)
                 order by l.person_id, l.month, l.scheme)
from contributions_receipt r
join contributions_receipt_line l on l.region = r.region and l.receipt_id = r.id
where r.region = %(region)s and r.payer_kind = %(payer_kind)s and r.payer_id = %(payer_id)s
group by r.region, r.id
order by r.received_at, r.id

-- name: by_serial
select id, payer_kind, payer_id, amount_fen from contributions_receipt
where region = %(region)s and channel = %(channel)s and serial = %(serial)s
