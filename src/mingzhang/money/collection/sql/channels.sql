-- name: set_key
insert into collection_channel_key (region, channel, key_id, secret_sealed, holds)
values (%(region)s, %(channel)s, %(key_id)s, %(secret_sealed)s, tstzrange(%(now)s::timestamptz, null))
on conflict do nothing

-- name: end_key
update collection_channel_key
set holds = tstzrange(lower(holds), %(now)s::timestamptz)
where region = %(region)s and channel = %(channel)s and key_id = %(key_id)s and holds @> %(now)s::timestamptz

-- name: key
select secret_sealed from collection_channel_key
where region = %(region)s and channel = %(channel)s and key_id = %(key_id)s and holds @> %(now)s::timestamptz

-- name: newest_key
select key_id, secret_sealed from collection_channel_key
where region = %(region)s and channel = %(channel)s and holds @> %(now)s::timestamptz
order by lower(holds) desc, key_id
limit 1

-- name: remember_nonce
insert into collection_channel_nonce (region, channel, nonce, body_digest, seen_at)
values (%(region)s, %(channel)s, %(nonce)s, %(digest)s, %(now)s)
on conflict do nothing

-- name: nonce
select body_digest from collection_channel_nonce
where region = %(region)s and channel = %(channel)s and nonce = %(nonce)s

-- name: clear_nonces
delete from collection_channel_nonce where region = %(region)s and seen_at < %(before)s

-- name: to_send
-- Orders that wait for a file, with the agreement that holds on the day; those in another file's making are left out.
select o.id, o.amount_fen, a.account_name, a.account_sealed
from collection_order o
left join lateral (
  select d.account_name, d.account_sealed
  from collection_order_line l
  join collection_debit_agreement d
    on d.region = l.region and d.person_id = l.person_id and d.holds @> %(day)s::date
  where l.region = o.region and l.order_id = o.id
  order by l.person_id
  limit 1
) as a on true
where o.region = %(region)s and o.channel = %(channel)s and o.state = 'created'
order by o.id
limit %(limit)s
for update of o skip locked

-- name: open_batch
insert into collection_bank_batch (region, channel, day, orders, amount_fen, sent_at, sent_file)
values (%(region)s, %(channel)s, %(day)s, %(orders)s, %(amount_fen)s, %(now)s, '')
returning id

-- name: keep_file
update collection_bank_batch set sent_file = %(sent_file)s where region = %(region)s and id = %(batch_id)s

-- name: mark_sent
with moved as (
  update collection_order
  set state = 'sent', sent_at = %(now)s, next_check_at = %(next_check_at)s, batch_id = %(batch_id)s
  where region = %(region)s and id = any(%(order_ids)s) and state = 'created'
  returning id
)
insert into collection_order_event (region, order_id, state_from, state_to, party, by_whom, happened_at, heard_at, facts)
select %(region)s, id, 'created', 'sent', 'agency', %(by)s, %(now)s, %(now)s,
       jsonb_build_object('batch', %(batch_id)s::bigint)
from moved

-- name: batch
select id, channel, day, orders, amount_fen, sent_at, answered_at from collection_bank_batch
where region = %(region)s and id = %(batch_id)s

-- name: batches
select id, channel, day, orders, amount_fen, sent_at, answered_at from collection_bank_batch
where region = %(region)s
order by id desc
limit %(limit)s

-- name: batch_file
select sent_file from collection_bank_batch where region = %(region)s and id = %(batch_id)s

-- name: batch_orders
select id, amount_fen from collection_order where region = %(region)s and batch_id = %(batch_id)s

-- name: batch_states
select state, code, count(*), sum(amount_fen)::bigint from collection_order
where region = %(region)s and batch_id = %(batch_id)s
group by state, code
order by state, code

-- name: answer_of
select batch_id, taken_at, rows, posted, failed from collection_bank_answer
where region = %(region)s and digest = %(digest)s

-- name: answers
select batch_id, taken_at, rows, posted, failed from collection_bank_answer
where region = %(region)s and batch_id = %(batch_id)s
order by taken_at

-- name: keep_answer
insert into collection_bank_answer (region, digest, batch_id, taken_at, rows, posted, failed)
values (%(region)s, %(digest)s, %(batch_id)s, %(now)s, %(rows)s, %(posted)s, %(failed)s)
on conflict do nothing

-- name: mark_answered
update collection_bank_batch set answered_at = coalesce(answered_at, %(now)s)
where region = %(region)s and id = %(batch_id)s

-- name: keep_answer_file
insert into collection_bank_answer_file (region, batch_id, digest, content_sealed, rows, uploaded_by, uploaded_at)
values (%(region)s, %(batch_id)s, %(digest)s, %(content_sealed)s, %(rows)s, %(by)s, %(now)s)
on conflict (region, digest) do nothing

-- name: answer_file_of
select id, batch_id, rows, uploaded_at from collection_bank_answer_file
where region = %(region)s and digest = %(digest)s

-- name: answer_file
select content_sealed, uploaded_at from collection_bank_answer_file where region = %(region)s and id = %(file_id)s
