-- name: line_facts
-- What the register and the months know about each line of an order on its day.
select asked.person_id, asked.scheme, asked.month, cover.status, coalesce(cover.reason, ''), d.employer_id, d.due_on,
       coalesce(d.late_price, false),
       case when d.coverage_id is null then coalesce(cover.confirmed_on is not null, true)
            else coalesce(due_cover.confirmed_on is not null, true) end,
       (select min(o.month) from contributions_due o
        where o.region = %(region)s and o.person_id = asked.person_id and o.scheme = asked.scheme
          and o.month < asked.month and o.due_on < %(on)s and o.paid_at is null
          and o.person_due_fen + o.employer_due_fen > 0
          and not exists (select from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[])
                            as paid (person_id, scheme, month)
                          where paid.person_id = o.person_id and paid.scheme = o.scheme and paid.month = o.month)),
       exists (select from enrolment_credential k
               where k.region = %(region)s and k.person_id = asked.person_id and k.kind = 'card'
                 and k.holds @> %(on)s::date),
       exists (select from collection_debit_agreement a
               where a.region = %(region)s and a.person_id = asked.person_id and a.holds @> %(on)s::date),
       pending.id, pending.state, coalesce(who.name, ''), identity.number_sealed
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[])
  with ordinality as asked (person_id, scheme, month, place)
left join enrolment_person who on who.region = %(region)s and who.id = asked.person_id
left join enrolment_identity identity
  on identity.region = %(region)s and identity.person_id = asked.person_id and identity.holder = 'register'
 and identity.holds @> %(on)s::date
left join enrolment_coverage cover
  on cover.region = %(region)s and cover.person_id = asked.person_id and cover.holds @> %(on)s::date
left join contributions_due d
  on d.region = %(region)s and d.person_id = asked.person_id and d.scheme = asked.scheme and d.month = asked.month
left join enrolment_coverage due_cover on due_cover.region = %(region)s and due_cover.id = d.coverage_id
left join lateral (
  select o.id, o.state
  from collection_order_line l
  join collection_order o on o.region = l.region and o.id = l.order_id
  where l.region = %(region)s and l.person_id = asked.person_id and l.scheme = asked.scheme and l.month = asked.month
    and o.state in ('sent', 'accepted', 'unknown')
  order by o.id
  limit 1
) as pending on true
order by asked.place

-- name: insert_order
insert into collection_order (region, payer_kind, payer_id, channel, amount_fen, opened_at, next_check_at)
values (%(region)s, %(payer_kind)s, %(payer_id)s, %(channel)s, %(amount_fen)s, %(now)s, %(next_check_at)s)
returning id

-- name: insert_lines
insert into collection_order_line (region, order_id, person_id, scheme, month, person_part_fen, employer_part_fen,
                                   late_fee_fen)
select %(region)s, %(order_id)s, line.*
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[], %(person_parts)s::bigint[],
            %(employer_parts)s::bigint[], %(late_fees)s::bigint[]) as line

-- name: insert_event
insert into collection_order_event (region, order_id, state_from, state_to, party, by_whom, happened_at, heard_at,
                                    serial, code, facts)
values (%(region)s, %(order_id)s, %(state_from)s, %(state_to)s, %(party)s, %(by_whom)s, %(happened_at)s, %(now)s,
        %(serial)s, %(code)s, %(facts)s)

-- name: created_for
-- Orders that no channel has yet, for any of these months.
select distinct o.id
from collection_order o
join collection_order_line l on l.region = o.region and l.order_id = o.id
join unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[]) as asked (person_id, scheme, month)
  using (person_id, scheme, month)
where o.region = %(region)s and o.state = 'created'
order by o.id

-- name: lock
select state, code, serial, channel, payer_kind, payer_id, amount_fen, receipt_id
from collection_order
where region = %(region)s and id = %(order_id)s
for update

-- name: one_serial_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':serial:' || %(channel)s || ':' || %(serial)s, 0))

-- name: serial_taken
select 1 from collection_order
where region = %(region)s and channel = %(channel)s and serial = %(serial)s and id <> %(order_id)s
union all
select 1 from contributions_receipt r
where r.region = %(region)s and r.channel = %(channel)s and r.serial = %(serial)s
limit 1

-- name: move
update collection_order
set state = %(state)s, code = %(code)s, serial = coalesce(%(serial)s, serial),
    sent_at = case when %(state)s = 'sent' then %(now)s else sent_at end,
    settled_at = case when %(state)s in ('posted', 'failed', 'reversed') then %(now)s end,
    next_check_at = %(next_check_at)s, receipt_id = coalesce(%(receipt_id)s, receipt_id),
    batch_id = coalesce(%(batch_id)s, batch_id)
where region = %(region)s and id = %(order_id)s

-- name: silent
-- Orders whose channel should have answered by now.
select id from collection_order
where region = %(region)s and state in ('sent', 'accepted') and next_check_at <= %(now)s
order by id

-- name: order
select o.region, o.id, o.payer_kind, o.payer_id, o.channel, o.amount_fen, o.state, o.code, o.serial, o.opened_at,
       o.sent_at, o.settled_at, o.next_check_at, o.receipt_id, o.batch_id,
       (select jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                           l.late_fee_fen) order by l.person_id, l.month, l.scheme)
        from collection_order_line l where l.region = o.region and l.order_id = o.id)
from collection_order o
where o.region = %(region)s and o.id = %(order_id)s

-- name: orders
select o.region, o.id, o.payer_kind, o.payer_id, o.channel, o.amount_fen, o.state, o.code, o.serial, o.opened_at,
       o.sent_at, o.settled_at, o.next_check_at, o.receipt_id, o.batch_id,
       (select jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                           l.late_fee_fen) order by l.person_id, l.month, l.scheme)
        from collection_order_line l where l.region = o.region and l.order_id = o.id)
from collection_order o
where o.region = %(region)s and o.id = any(%(order_ids)s)

-- name: by_payer
select o.region, o.id, o.payer_kind, o.payer_id, o.channel, o.amount_fen, o.state, o.code, o.serial, o.opened_at,
       o.sent_at, o.settled_at, o.next_check_at, o.receipt_id, o.batch_id,
       (select jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                           l.late_fee_fen) order by l.person_id, l.month, l.scheme)
        from collection_order_line l where l.region = o.region and l.order_id = o.id)
from collection_order o
where o.region = %(region)s and o.payer_kind = any(%(payer_kinds)s) and o.payer_id = %(payer_id)s
order by o.opened_at, o.id

-- name: by_person
-- The insured person's own lines only; what the payer paid for others beside is nobody else's business.
select o.region, o.id, o.payer_kind, o.payer_id, o.channel, o.amount_fen, o.state, o.code, o.serial, o.opened_at,
       o.sent_at, o.settled_at, o.next_check_at, o.receipt_id, o.batch_id,
       jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                   l.late_fee_fen) order by l.month, l.scheme)
from collection_order_line l
join collection_order o on o.region = l.region and o.id = l.order_id
where l.region = %(region)s and l.person_id = %(person_id)s
group by o.region, o.id
order by o.opened_at, o.id

-- name: queue
-- Orders in some states by the moment at which somebody must look at them, unknown ones first.
select o.region, o.id, o.payer_kind, o.payer_id, o.channel, o.amount_fen, o.state, o.code, o.serial, o.opened_at,
       o.sent_at, o.settled_at, o.next_check_at, o.receipt_id, o.batch_id,
       (select jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                           l.late_fee_fen) order by l.person_id, l.month, l.scheme)
        from collection_order_line l where l.region = o.region and l.order_id = o.id)
from collection_order o
where o.region = %(region)s and o.state = any(%(states)s)
  and (%(channel)s::text is null or o.channel = %(channel)s)
order by o.state <> 'unknown', o.next_check_at, o.id
limit %(limit)s offset %(after)s

-- name: counts
select state, count(*), sum(amount_fen)::bigint, min(opened_at)
from collection_order
where region = %(region)s
group by state

-- name: events
select id, order_id, state_from, state_to, party, by_whom, happened_at, heard_at, serial, code, facts
from collection_order_event
where region = %(region)s and order_id = %(order_id)s
order by id

-- name: events_of_person
select e.id, e.order_id, e.state_from, e.state_to, e.party, e.by_whom, e.happened_at, e.heard_at, e.serial, e.code,
       e.facts
from (select distinct order_id from collection_order_line
      where region = %(region)s and person_id = %(person_id)s) as own
join collection_order_event e on e.region = %(region)s and e.order_id = own.order_id
order by e.id

-- name: of_receipt
select id from collection_order where region = %(region)s and receipt_id = %(receipt_id)s

-- name: lock_many
select id from collection_order
where region = %(region)s and id = any(%(order_ids)s)
order by id
for update

-- name: many_serials_at_a_time
select pg_advisory_xact_lock(ordered.lock)
from (select distinct hashtextextended(%(region)s || ':serial:' || %(channel)s || ':' || serial, 0) as lock
      from unnest(%(serials)s::text[]) as serial
      order by lock) as ordered

-- name: serials_taken
select asked.serial
from unnest(%(order_ids)s::bigint[], %(serials)s::text[]) as asked (order_id, serial)
where exists (select from collection_order o
              where o.region = %(region)s and o.channel = %(channel)s and o.serial = asked.serial
                and o.id <> asked.order_id)
   or exists (select from contributions_receipt r
              where r.region = %(region)s and r.channel = %(channel)s and r.serial = asked.serial)

-- name: settle_many
update collection_order o
set state = settled.state, code = settled.code, serial = coalesce(settled.serial, o.serial), settled_at = %(now)s,
    next_check_at = null, receipt_id = coalesce(settled.receipt_id, o.receipt_id)
from unnest(%(order_ids)s::bigint[], %(states)s::text[], %(codes)s::text[], %(serials)s::text[],
            %(receipt_ids)s::bigint[])
  as settled (order_id, state, code, serial, receipt_id)
where o.region = %(region)s and o.id = settled.order_id

-- name: insert_events
insert into collection_order_event (region, order_id, state_from, state_to, party, by_whom, happened_at, heard_at,
                                    serial, code, facts)
select %(region)s, e.order_id, e.state_from, e.state_to, e.party, e.by_whom, e.happened_at, %(now)s, e.serial, e.code,
       jsonb_build_object('word', e.word)
from unnest(%(order_ids)s::bigint[], %(states_from)s::text[], %(states_to)s::text[], %(parties)s::text[],
            %(by_whom)s::text[], %(happened_at)s::timestamptz[], %(serials)s::text[], %(codes)s::text[],
            %(words)s::text[])
  with ordinality as e (order_id, state_from, state_to, party, by_whom, happened_at, serial, code, word, place)
order by e.place
