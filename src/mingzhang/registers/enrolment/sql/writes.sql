-- name: insert_person
insert into enrolment_person (region, name, name_pinyin, gender, birth_date, ethnicity, retired_on)
values (%(region)s, %(name)s, %(pinyin)s, %(gender)s, %(birth_date)s, %(ethnicity)s, %(retired_on)s)
returning id

-- name: holder_of_number
select person_id from enrolment_identity
where region = %(region)s and number_index = %(index)s and holder = 'register' and upper_inf(holds)

-- name: insert_identity
insert into enrolment_identity (region, person_id, holder, document_kind, number_sealed, number_index, phone_sealed,
                                phone_index, name, holds, reason, case_id)
values (%(region)s, %(person_id)s, %(holder)s, %(document_kind)s, %(number_sealed)s, %(number_index)s,
        %(phone_sealed)s, %(phone_index)s, %(name)s, daterange(%(starts)s, null), %(reason)s,
        %(case_id)s)

-- name: end_identity
update enrolment_identity
set holds = daterange(lower(holds), %(day)s)
where region = %(region)s and person_id = %(person_id)s and holder = %(holder)s and upper_inf(holds)
  and lower(holds) < %(day)s

-- name: drop_identity_of_day
delete from enrolment_identity
where region = %(region)s and person_id = %(person_id)s and holder = %(holder)s and upper_inf(holds)
  and lower(holds) >= %(day)s

-- name: rename_person
update enrolment_person set name = %(name)s, name_pinyin = %(pinyin)s where region = %(region)s and id = %(person_id)s

-- name: retire
update enrolment_person set retired_on = %(day)s where region = %(region)s and id = %(person_id)s

-- name: record_death
update enrolment_person set died_on = %(day)s where region = %(region)s and id = %(person_id)s

-- name: insert_employer
insert into enrolment_employer (region, code, name, phone)
values (%(region)s, %(code)s, %(name)s, %(phone)s)
on conflict (region, code) do nothing
returning id

-- name: insert_credential
insert into enrolment_credential (region, person_id, kind, number, issued_on, activated_on, holds)
values (%(region)s, %(person_id)s, %(kind)s, %(number)s, %(issued_on)s, %(activated_on)s,
        daterange(%(issued_on)s, %(ends)s))
on conflict (region, kind, number) do nothing
returning id

-- name: activate_credential
update enrolment_credential
set activated_on = %(day)s
where region = %(region)s and id = %(credential_id)s and activated_on is null and holds @> %(day)s::date
returning person_id

-- name: end_credential
update enrolment_credential
set holds = daterange(lower(holds), greatest(%(day)s, lower(holds) + 1))
where region = %(region)s and id = %(credential_id)s and holds @> %(day)s::date
returning person_id

-- name: set_bank_freeze
update enrolment_credential
set bank_frozen_since = %(day)s
where region = %(region)s and id = %(credential_id)s
returning person_id

-- name: lock_person
select 1 from enrolment_person where region = %(region)s and id = %(person_id)s for update
