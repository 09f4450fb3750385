-- name: answer
select body_digest, answer, refused, event_kind, event_id, reversed_by, answered_at
from evidence_answer
where region = %(region)s and institution_code = %(institution_code)s and transaction_no = %(transaction_no)s
  and message_id = %(message_id)s

-- name: requests
select id, institution_code, transaction_no, message_id, received_at, outcome, person_id, lookup_id, facts
from evidence_request
where region = %(region)s and person_id = %(person_id)s
order by id desc
limit %(limit)s

-- name: events
select id, kind, person_id, institution_id, channel, happened_at, detail
from evidence_event
where region = %(region)s and person_id = %(person_id)s and happened_at >= %(since)s and happened_at < %(until)s
order by happened_at, id

-- name: lookups
select id, looked_at, channel, actor, purpose, office, reference
from evidence_lookup
where region = %(region)s and person_id = %(person_id)s
order by id desc
limit %(limit)s

-- name: lookups_through
select id, person_id, looked_at, actor, purpose, office, reference
from evidence_lookup
where region = %(region)s and channel = %(channel)s and (%(actor)s::text is null or actor = %(actor)s)
  and (%(before)s::bigint is null or id < %(before)s)
order by id desc
limit %(limit)s

-- name: outages
select id, module, institution_id, planned, lower(span), upper(span), note
from evidence_outage
where region = %(region)s and span && tstzrange(%(since)s::timestamptz, %(until)s::timestamptz)
order by lower(span), id

-- name: channel_copies
select channel, balance_fen, copied_at
from evidence_channel_copy
where region = %(region)s and person_id = %(person_id)s
order by channel

-- name: messages
select id, person_id, channel, kind, body, created_at
from evidence_outbox
where region = %(region)s and (%(person_id)s::bigint is null or person_id = %(person_id)s)
order by id desc
limit %(limit)s
