-- name: person
select region, id, name, gender, birth_date, ethnicity, died_on, retired_on
from enrolment_person
where region = %(region)s and id = %(person_id)s

-- name: by_number
select distinct region, person_id
from enrolment_identity
where number_index = %(index)s and holder = 'register' and upper_inf(holds)
order by region, person_id

-- name: by_numbers
-- Whom each of many numbers means in one region, and what covers them on a day.
select given.row, i.person_id, c.id, c.person_id, c.scheme, c.category, c.employer_id, c.status, c.reason,
       c.confirmed_on, c.entitled_from, c.civil_servant, lower(c.holds), upper(c.holds), c.tier, c.cause,
       c.entitled_rule
from unnest(%(indexes)s::bytea[]) with ordinality as given (number_index, row)
join enrolment_identity i
  on i.region = %(region)s and i.number_index = given.number_index and i.holder = 'register' and upper_inf(i.holds)
left join enrolment_coverage c on c.region = i.region and c.person_id = i.person_id and c.holds @> %(day)s::date

-- name: by_name
select region, id from enrolment_person where name = %(name)s order by region, id limit 100

-- name: by_credential
select region, person_id from enrolment_credential where number = %(number)s order by region, person_id

-- name: identities
select id, person_id, holder, document_kind, number_sealed, phone_sealed, name, lower(holds), upper(holds), reason,
       case_id
from enrolment_identity
where region = %(region)s and person_id = %(person_id)s
order by holder, lower(holds)

-- name: credentials
select id, kind, number, issued_on, activated_on, bank_frozen_since, lower(holds), upper(holds)
from enrolment_credential
where region = %(region)s and person_id = %(person_id)s
order by issued_on, id
