insert into visits_settlement (region, visit_id, person_id, institution_region, institution_id, batch, service_on, medical_year,
  scheme, category, benefit, total_fen, wholly_own_fen, over_limit_fen, first_self_fen, in_scope_fen, deductible_fen, fund_fen,
  account_fen, family_fen, cash_fen, balance_after_fen, group_id, view_digest, outcome, accumulators, message_id)
select '440100', :visit::bigint, :person_id::bigint, '440100', :institution_id::bigint, 'B1', service_on, :year::integer,
  scheme, category, benefit, total_fen, wholly_own_fen, over_limit_fen, first_self_fen, in_scope_fen, deductible_fen, fund_fen,
  account_fen, family_fen, cash_fen, balance_after_fen, nextval('ledger_group_seq'), view_digest, outcome::jsonb, accumulators,
  'PG' || :visit::bigint
from bench_sample returning id as settlement, group_id as booked \gset
insert into visits_payer (region, settlement_id, ordinal, payer, amount_fen, reason)
values ('440100', :settlement::bigint, 1, 'employee_pooled', 5245, 'PAID_BY_RATE'),
       ('440100', :settlement::bigint, 2, 'account', 925, 'PAID_IN_FULL'),
       ('440100', :settlement::bigint, 3, 'cash', 0, 'REMAINDER');
update visits_line set settlement_id = :settlement::bigint
where region = '440100' and visit_id = :visit::bigint and batch = 'B1' and settlement_id is null;
update visits_year set totals = jsonb_build_object('outpatient_paid', coalesce((totals ->> 'outpatient_paid')::bigint, 0) + 5245),
  version = version + 1
where region = '440100' and person_id = :person_id::bigint and medical_year = :year::integer;
update ledger_account set balance_fen = balance_fen - 925, version = version + 1
where region = '440100' and kind = 'personal' and owner = :person_id::bigint;
insert into ledger_transfer (region, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, effective_on,
  event_kind, event_id)
values ('440100', :booked::bigint, 'FUND_PAYMENT', 'fund.employee_pooled', 0, 'institution', :institution_id::bigint, 5245,
        current_date, 'settlement', :settlement::bigint),
       ('440100', :booked::bigint, 'ACCOUNT_PAYMENT', 'personal', :person_id::bigint, 'institution', :institution_id::bigint, 925,
        current_date, 'settlement', :settlement::bigint);
insert into evidence_answer (region, institution_code, transaction_no, message_id, body_digest, answer, refused, event_kind, event_id)
select '440100', 'H44010000001', '2207', 'PG' || :visit::bigint, digest, answer, false, 'settlement', :settlement::bigint
from bench_sample;
insert into evidence_request (region, institution_code, transaction_no, message_id, received_at, outcome, person_id, lookup_id)
values ('440100', 'H44010000001', '2207', 'PG' || :visit::bigint, now(), 'ok', :person_id::bigint, 'L' || :visit::bigint);
commit;
