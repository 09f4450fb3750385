-- name: taken
select number_index from enrolment_identity
where region = %(region)s and holder = 'register' and upper_inf(holds) and number_index = any(%(indexes)s::bytea[])

-- name: draw_ids
select nextval(pg_get_serial_sequence('enrolment_person', 'id')) from generate_series(1, %(count)s)

-- name: copy_people
copy enrolment_person (region, id, name, name_pinyin, gender, birth_date, ethnicity, retired_on) from stdin

-- name: copy_identities
copy enrolment_identity (region, person_id, holder, document_kind, number_sealed, number_index, phone_sealed,
                         phone_index, name, holds, reason) from stdin

-- name: copy_coverages
copy enrolment_coverage (region, person_id, scheme, category, employer_id, confirmed_on, entitled_from, civil_servant,
                         holds, tier) from stdin

-- name: copy_credentials
copy enrolment_credential (region, person_id, kind, number, issued_on, activated_on, holds) from stdin
