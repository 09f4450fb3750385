-- One booking, spread over the tables it concerns. It writes the ledger's and the evidence's tables, which nothing else
-- outside those rooms does: the settlement, its money and its answer become true in one statement, or not at all.
-- The rows it changes were locked before (facts.sql); the year's totals and the balances' changes are computed from them.

-- name: book
with settled as (
  insert into visits_settlement
  select s.* from json_populate_record(null::visits_settlement, %(settlement)s::json) as s
), taken_back as (
  update visits_settlement original
  set cancelled_by = %(settlement_id)s
  where original.region = %(region)s and original.id = %(cancels)s::bigint and original.cancelled_by is null
), paid as (
  insert into visits_payer
  select p.* from json_populate_recordset(null::visits_payer, %(payers)s::json) as p
), claimed as (  -- a settlement takes the batch's free lines, a cancellation sets free those that it takes back
  update visits_line l
  set settlement_id = case when %(cancels)s::bigint is null then %(settlement_id)s end
  where l.region = %(region)s and l.visit_id = %(visit_id)s and l.batch = %(batch)s
    and l.settlement_id is not distinct from %(cancels)s::bigint
  returning 1
), counted as (
  update visits_year y
  set totals = %(totals)s::jsonb, version = y.version + 1
  where y.region = %(region)s and y.person_id = %(person_id)s and y.medical_year = %(medical_year)s
), moved as (
  update ledger_account a
  set balance_fen = a.balance_fen + (%(changes)s::json ->> a.owner::text)::bigint, version = a.version + 1
  where a.region = %(region)s and a.kind = 'personal' and a.owner = any (%(owners)s::bigint[])
), transferred as (
  insert into ledger_transfer (region, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen,
                               effective_on, booked_on, booked_at, event_kind, event_id, corrects)
  select %(region)s, %(group_id)s, t.code, t.debit_kind, t.debit_owner, t.credit_kind, t.credit_owner, t.amount_fen,
         %(service_on)s, %(settled_on)s, %(settled_at)s, 'settlement', %(settlement_id)s, %(corrects)s::bigint
  from json_to_recordset(%(transfers)s::json)
         as t (code text, debit_kind text, debit_owner bigint, credit_kind text, credit_owner bigint, amount_fen bigint)
), answered as (
  insert into evidence_answer (region, institution_code, transaction_no, message_id, body_digest, answer, refused,
                               event_kind, event_id, answered_at)
  select %(region)s, %(institution_code)s, %(transaction_no)s, %(message_id)s, %(digest)s, %(answer)s::bytea, false,
         'settlement', %(settlement_id)s, %(settled_at)s
  where %(answer)s::bytea is not null
), recorded as (
  insert into evidence_request (region, institution_code, transaction_no, message_id, received_at, outcome, person_id,
                                lookup_id)
  select %(region)s, %(institution_code)s, %(transaction_no)s, %(message_id)s, %(settled_at)s, 'ok', %(person_id)s,
         %(lookup_id)s
  where %(lookup_id)s <> ''
)
select count(*) from claimed
