-- name: store_answer
insert into evidence_answer (region, institution_code, transaction_no, message_id, body_digest, answer, refused,
                             event_kind, event_id, answered_at)
values (%(region)s, %(institution_code)s, %(transaction_no)s, %(message_id)s, %(digest)s, %(answer)s, %(refused)s,
        %(event_kind)s, %(event_id)s, %(now)s)
on conflict do nothing

-- name: mark_reversed
update evidence_answer
set reversed_by = %(by_message)s
where region = %(region)s and institution_code = %(institution_code)s and transaction_no = %(transaction_no)s
  and message_id = %(message_id)s and reversed_by is null

-- name: record_request
insert into evidence_request (region, institution_code, transaction_no, message_id, received_at, outcome, person_id,
                              lookup_id, facts)
values (%(region)s, %(institution_code)s, %(transaction_no)s, %(message_id)s, %(now)s, %(outcome)s, %(person_id)s,
        %(lookup_id)s, %(facts)s)

-- name: record_event
insert into evidence_event (region, kind, person_id, institution_id, channel, happened_at, detail)
values (%(region)s, %(kind)s, %(person_id)s, %(institution_id)s, %(channel)s, %(now)s, %(detail)s)

-- name: record_lookup
insert into evidence_lookup (region, person_id, looked_at, channel, actor, purpose, office, reference)
values (%(region)s, %(person_id)s, %(now)s, %(channel)s, %(actor)s, %(purpose)s, %(office)s, %(reference)s)

-- name: declare_outage
insert into evidence_outage (region, module, institution_id, planned, span, note)
values (%(region)s, %(module)s, %(institution_id)s, %(planned)s,
        tstzrange(%(starts_at)s::timestamptz, %(ends_at)s::timestamptz), %(note)s)
returning id

-- name: copy_to_channel
insert into evidence_channel_copy (region, channel, person_id, balance_fen, copied_at)
values (%(region)s, %(channel)s, %(person_id)s, %(balance_fen)s, %(now)s)
on conflict (region, channel, person_id) do update
  set balance_fen = excluded.balance_fen, copied_at = excluded.copied_at

-- name: send
insert into evidence_outbox (region, person_id, channel, kind, body, created_at)
values (%(region)s, %(person_id)s, %(channel)s, %(kind)s, %(body)s, %(now)s)
