-- name: people
insert into enrolment_person (region, id, name, gender, birth_date)
select %(region)s, number, '测试人', 1 + number %% 2, '1980-01-01' from generate_series(1, %(rows)s) as number

-- name: receipts
-- A day's payments: nobody's month is paid, as a bill knows of none.
insert into contributions_receipt (region, id, payer_kind, payer_id, channel, serial, amount_fen, received_at, posted_at)
select %(region)s, number, 'person', number, 'tax', 'T' || number, 10000 + number %% 1000, %(at)s, %(at)s
from generate_series(1, %(rows)s) as number
where number %% 1000 <> 0

-- name: orders
-- One in a thousand failed; the others are posted.
insert into collection_order (region, id, payer_kind, payer_id, channel, amount_fen, state, serial, opened_at, sent_at,
                              receipt_id)
select %(region)s, number, 'person', number, 'tax', 10000 + number %% 1000,
       case when number %% 1000 = 0 then 'failed' else 'posted' end, 'T' || number, %(at)s, %(at)s,
       case when number %% 1000 = 0 then null else number end
from generate_series(1, %(rows)s) as number

-- name: full_join
-- What the peer asks: both sides joined once, every kind of difference counted.
select count(*) filter (where o.id is null), count(*) filter (where r.line is null),
       count(*) filter (where r.amount_fen <> o.amount_fen),
       count(*) filter (where r.status = 'paid' and o.state <> 'posted')
from (select * from collection_bill_row where region = %(region)s and bill_id = %(bill_id)s) as r
full join (select * from collection_order where region = %(region)s and channel = 'tax'
           and sent_at >= %(from)s and sent_at < %(until)s) as o
  on o.id = substr(r.order_number, 7)::bigint
