-- One booking, spread over the tables it concerns. It writes the ledger's and the evidence's tables, which nothing else
-- outside those rooms does: the settlement, its money and its answer become true in one statement, or not at all.
-- The rows it changes were locked before (facts.sql); the year's totals and the balances' changes are computed from them.

-- name: book
with booking as materialized (
  select %(booking)s::jsonb as document
), settlement as materialized (
  select s.* from booking, jsonb_populate_record(null::visits_settlement, document -> 'settlement') as s
), settled as (
  insert into visits_settlement select * from settlement
), taken_back as (
  update visits_settlement original
  set cancelled_by = s.id
  from settlement s
  where original.region = %(region)s and original.id = %(cancels)s and original.cancelled_by is null
), paid as (
  insert into visits_payer
  select p.* from booking, jsonb_populate_recordset(null::visits_payer, document -> 'payers') as p
), claimed as (  -- a settlement takes the batch's free lines, a cancellation sets free those that it takes back
  update visits_line l
  set settlement_id = case when s.cancels is null then s.id end
  from settlement s
  where l.region = s.region and l.visit_id = s.visit_id and l.batch = s.batch
    and l.settlement_id is not distinct from s.cancels
  returning 1
), counted as (
  update visits_year y
  set totals = document -> 'totals', version = y.version + 1
  from booking, settlement s
  where y.region = s.region and y.person_id = s.person_id and y.medical_year = s.medical_year
), moved as (
  update ledger_account a
  set balance_fen = a.balance_fen + (document -> 'changes' ->> a.owner::text)::bigint, version = a.version + 1
  from booking
  where a.region = %(region)s and a.kind = 'personal' and a.owner = any (%(owners)s::bigint[])
), transferred as (
  insert into ledger_transfer (region, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen,
                               effective_on, booked_on, booked_at, event_kind, event_id, corrects)
  select s.region, s.group_id, t.code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen,
         s.service_on, s.settled_at::date, s.settled_at, 'settlement', s.id, (document ->> 'corrects')::bigint
  from settlement s, booking,
       jsonb_to_recordset(document -> 'transfers')
         as t (code text, debit_kind text, debit_owner bigint, credit_kind text, credit_owner bigint, amount_fen bigint)
), answered as (
  insert into evidence_answer (region, institution_code, transaction_no, message_id, body_digest, answer, refused,
                               event_kind, event_id, answered_at)
  select s.region, %(institution_code)s, %(transaction_no)s, %(message_id)s, %(digest)s, %(answer)s, false,
         'settlement', s.id, s.settled_at
  from settlement s
  where %(answer)s::bytea is not null
), recorded as (
  insert into evidence_request (region, institution_code, transaction_no, message_id, received_at, outcome, person_id,
                                lookup_id)
  select s.region, %(institution_code)s, %(transaction_no)s, %(message_id)s, s.settled_at, 'ok', s.person_id,
         %(lookup_id)s
  from settlement s
  where %(lookup_id)s <> ''
)
select count(*) from claimed
