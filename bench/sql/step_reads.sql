-- Every fact that the product reads for a settlement, each where it lies.
select person_id, institution_region, institution_id, benefit, medical_type, scheme, service_on, withdrawn_at, details
from visits_visit where region = '440100' and id = :visit::bigint for no key update \gset
select totals from visits_year where region = '440100' and person_id = :person_id::bigint and medical_year = :year::integer for update;
select balance_fen, held_fen from ledger_account where region = '440100' and kind = 'personal' and owner = :person_id::bigint for update;
select item_group, amount_fen, wholly_own_fen, over_limit_fen, first_self_fen, in_scope_fen, settlement_id
from visits_line where region = '440100' and visit_id = :visit::bigint and batch = 'B1' for update;
select name, gender, birth_date, ethnicity, died_on, retired_on from enrolment_person where region = '440100' and id = :person_id::bigint;
select number_index, holds from enrolment_identity where region = '440100' and person_id = :person_id::bigint and holder = 'register';
select scheme, category, employer_id, status, reason, confirmed_on, entitled_from, civil_servant, holds
from enrolment_coverage where region = '440100' and person_id = :person_id::bigint and holds @> current_date;
select scheme, month, months, due_on, paid_at from contributions_due where region = '440100' and person_id = :person_id::bigint;
select kind, level, community, specialist from institutions_institution where region = '440100' and code = 'H44010000001';
select state from institutions_agreement
where region = '440100' and institution_id = :institution_id::bigint and holds @> current_date;
select opened_on, activated_on, closed_on from accounts_account where region = '440100' and person_id = :person_id::bigint;
select kind from accounts_freeze where region = '440100' and person_id = :person_id::bigint and span @> current_date;
select owner_id from family_grant where region = '440100' and member_id = :person_id::bigint and span @> current_date;
select institution_id from filings_choice where region = '440100' and person_id = :person_id::bigint and holds @> current_date;
select answer from evidence_answer
where region = '440100' and institution_code = 'H44010000001' and transaction_no = '2207' and message_id = 'PG' || :visit::bigint;
