-- The least that must be read, joined wherever a join is possible.
select v.person_id, v.institution_id, p.name, p.birth_date, c.scheme, c.category, c.status, c.entitled_from, i.level, a.state
from visits_visit v
join enrolment_person p on p.region = v.region and p.id = v.person_id
join enrolment_coverage c on c.region = v.region and c.person_id = v.person_id and c.holds @> v.service_on
join institutions_institution i on i.region = v.institution_region and i.id = v.institution_id
join institutions_agreement a on a.region = i.region and a.institution_id = i.id and a.holds @> v.service_on
where v.region = '440100' and v.id = :visit::bigint \gset
select totals from visits_year where region = '440100' and person_id = :person_id::bigint and medical_year = :year::integer for update;
select balance_fen, held_fen from ledger_account where region = '440100' and kind = 'personal' and owner = :person_id::bigint for update;
select item_group, amount_fen, wholly_own_fen, over_limit_fen, first_self_fen, in_scope_fen, settlement_id
from visits_line where region = '440100' and visit_id = :visit::bigint and batch = 'B1' for update;
select answer from evidence_answer
where region = '440100' and institution_code = 'H44010000001' and transaction_no = '2207' and message_id = 'PG' || :visit::bigint;
