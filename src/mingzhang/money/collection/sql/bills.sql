-- name: by_digest
select id from collection_bill where region = %(region)s and digest = %(digest)s

-- name: of_day
select id from collection_bill where region = %(region)s and channel = %(channel)s and day = %(day)s

-- name: insert
insert into collection_bill (region, channel, day, digest, rows, amount_fen, imported_at, imported_by)
values (%(region)s, %(channel)s, %(day)s, %(digest)s, %(rows)s, %(amount_fen)s, %(now)s, %(by)s)
on conflict do nothing
returning id

-- name: copy_rows
copy collection_bill_row (region, bill_id, line, order_number, serial, amount_fen, status) from stdin

-- name: fresh
analyze collection_bill_row

-- name: lock
select channel, day, reconciled_at from collection_bill where region = %(region)s and id = %(bill_id)s for update

-- name: compare
-- One pass over both sides. A row's key is our order's number, or the channel's serial where it carries none; of rows
-- with one key a paid one speaks for all, and each further paid one was taken twice.
with bill as (
  select id, region, channel, day from collection_bill where region = %(region)s and id = %(bill_id)s
), row as materialized (
  select r.line, r.serial, r.amount_fen, r.status, r.order_number,
         case when r.order_number like r.region || '%%' then substr(r.order_number, 7)::bigint end as order_id,
         row_number() over (partition by coalesce(r.order_number, r.serial) order by r.status <> 'paid', r.line) as copy
  from collection_bill_row r
  where r.region = %(region)s and r.bill_id = %(bill_id)s
), theirs as materialized (
  select * from row where copy = 1
), ours as materialized (
  select o.id as order_id, o.receipt_id, o.serial, o.amount_fen, o.state, o.code,
         case when o.state in ('posted', 'reversed') then r.received_at else o.sent_at end as at
  from collection_order o
  left join contributions_receipt r on r.region = o.region and r.id = o.receipt_id
  where o.region = %(region)s and o.channel = %(channel)s
    and (o.sent_at >= %(from)s and o.sent_at < %(until)s or o.id in (select order_id from theirs))
), unordered as materialized (
  select r.id as receipt_id, r.serial, r.amount_fen
  from contributions_receipt r
  where r.region = %(region)s and r.channel = %(channel)s and r.posted_at is not null
    and (r.received_at >= %(from)s and r.received_at < %(until)s
         or r.serial in (select serial from theirs where order_id is null))
    and not exists (select from collection_order o where o.region = r.region and o.receipt_id = r.id)
), compared as (
  select t.line, t.serial as their_serial, t.amount_fen as theirs_fen, t.status as theirs_status,
         o.order_id, o.receipt_id, o.serial as our_serial, o.amount_fen as ours_fen, o.state as ours_status,
         o.code as ours_code
  from (select * from theirs where order_number is not null) as t
  full join ours o on o.order_id = t.order_id
  union all
  select t.line, t.serial, t.amount_fen, t.status, null, u.receipt_id, u.serial, u.amount_fen,
         case when u.receipt_id is not null then 'posted' end, null
  from (select * from theirs where order_number is null) as t
  full join unordered u on u.serial = t.serial
), judged as (
  select compared.*,
         case
           when ours_status is null then case when theirs_status = 'paid' then 'theirs_only' end
           when theirs_status is null then case when ours_status in ('sent', 'accepted', 'unknown', 'posted')
                                                then 'ours_only' end
           when theirs_status = 'paid' and ours_fen <> theirs_fen then 'amount'
           when theirs_status = 'paid' and (ours_status not in ('posted', 'reversed') or ours_code = 'NEVER_CAME')
             then 'status'
           when theirs_status = 'failed' and ours_status not in ('failed', 'reversed') then 'status'
         end as kind
  from compared
), found as (
  select kind, line, order_id, receipt_id, coalesce(their_serial, our_serial) as serial, ours_fen, theirs_fen,
         ours_status, theirs_status,
         case kind
           when 'theirs_only' then 'POST_OR_SEND_BACK'
           when 'amount' then 'CORRECT_THE_AMOUNT'
           when 'ours_only' then case when ours_status in ('sent', 'unknown') then 'WAIT_FOR_NEXT_BILL'
                                      else 'ASK_THE_CHANNEL' end
           else case when ours_status = 'posted' then 'REVERSE_THE_ORDER'
                     when ours_status = 'reversed' then 'ASK_THE_CHANNEL' else 'NOTHING' end
         end as next_step
  from judged
  where kind is not null
  union all
  select 'double', row.line, o.id, o.receipt_id, row.serial, o.amount_fen, row.amount_fen, o.state, row.status,
         'SEND_THE_SECOND_BACK'
  from row
  left join collection_order o on o.region = %(region)s and o.id = row.order_id
  where row.copy > 1 and row.status = 'paid'
)
insert into collection_bill_difference (region, bill_id, kind, line, order_id, receipt_id, serial, ours_fen, theirs_fen,
                                        ours_status, theirs_status, next_step)
select %(region)s, %(bill_id)s, kind, line, order_id, receipt_id, serial, ours_fen, theirs_fen, ours_status,
       theirs_status, next_step
from found
order by kind, line, order_id, receipt_id

-- name: decided
-- Differences that the bill itself settles: the order is open or failed here and paid, or failed, there.
select id, order_id, serial, theirs_status, ours_status
from collection_bill_difference
where region = %(region)s and bill_id = %(bill_id)s and kind = 'status' and next_step = 'NOTHING' and state = 'open'
order by order_id

-- name: on_neither
-- Orders of the day before that no word decided and that neither that day's bill nor this one has.
select d.id, d.order_id
from collection_bill before
join collection_bill_difference d
  on d.region = before.region and d.bill_id = before.id and d.next_step = 'WAIT_FOR_NEXT_BILL' and d.state = 'open'
join collection_order o on o.region = d.region and o.id = d.order_id
where before.region = %(region)s and before.channel = %(channel)s and before.day = %(day_before)s
  and before.reconciled_at is not null and o.state in ('sent', 'unknown') and o.code is null
  and not exists (select from collection_bill_row r
                  where r.region = d.region and r.bill_id = %(bill_id)s
                    and r.order_number = d.region || lpad(d.order_id::text, 14, '0'))
order by d.order_id

-- name: close
update collection_bill_difference
set state = 'closed', closed_at = %(now)s, closed_by = %(by)s, closed_how = %(how)s, note = %(note)s
where region = %(region)s and id = %(difference_id)s and state = 'open'

-- name: close_earlier
-- What an earlier bill left open about an order is settled with it.
update collection_bill_difference
set state = 'closed', closed_at = %(now)s, closed_by = %(by)s, closed_how = %(how)s
where region = %(region)s and order_id = %(order_id)s and kind = 'ours_only' and state = 'open'

-- name: mark_reconciled
update collection_bill set reconciled_at = %(now)s where region = %(region)s and id = %(bill_id)s

-- name: bills
select b.id, b.channel, b.day, b.rows, b.amount_fen, b.imported_at, b.imported_by, b.reconciled_at,
       (select count(*) from collection_bill_difference d
        where d.region = b.region and d.bill_id = b.id and d.state = 'open')
from collection_bill b
where b.region = %(region)s and (%(bill_id)s::bigint is null or b.id = %(bill_id)s)
order by b.day desc, b.id desc
limit %(limit)s

-- name: differences
select id, bill_id, kind, line, order_id, receipt_id, serial, ours_fen, theirs_fen, ours_status, theirs_status,
       next_step, state, closed_at, closed_by, closed_how, note
from collection_bill_difference
where region = %(region)s
  and (%(bill_id)s::bigint is null or bill_id = %(bill_id)s)
  and (%(difference_id)s::bigint is null or id = %(difference_id)s)
  and (%(state)s::text is null or state = %(state)s)
order by state desc, kind, id
limit %(limit)s

-- name: totals
-- Both sides of a bill: what they took, and what we have booked of it.
select count(*) filter (where r.status = 'paid'), coalesce(sum(r.amount_fen) filter (where r.status = 'paid'), 0)::bigint,
       count(*) filter (where booked.amount_fen is not null), coalesce(sum(booked.amount_fen), 0)::bigint
from collection_bill_row r
join collection_bill b on b.region = r.region and b.id = r.bill_id
left join contributions_receipt booked
  on booked.region = r.region and booked.channel = b.channel and booked.serial = r.serial and r.status = 'paid'
where r.region = %(region)s and r.bill_id = %(bill_id)s

-- name: open_count
select count(*) from collection_bill_difference where region = %(region)s and state = 'open'
