-- name: employer
select id, code, name, phone from enrolment_employer where region = %(region)s and id = %(employer_id)s

-- name: employer_by_code
select id, code, name, phone from enrolment_employer where region = %(region)s and code = %(code)s

-- name: search
select id, code, name, phone
from enrolment_employer
where region = %(region)s and (starts_with(code, %(text)s) or strpos(name, %(text)s) > 0)
order by code
limit %(limit)s

-- name: staff
select p.id, p.name, c.id, c.person_id, c.scheme, c.category, c.employer_id, c.status, c.reason, c.confirmed_on,
       c.entitled_from, c.civil_servant, lower(c.holds), upper(c.holds), c.tier, c.cause, c.entitled_rule
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.employer_id = %(employer_id)s and c.status <> 'stopped'
  and c.holds @> %(day)s::date and c.person_id > %(after)s
order by p.id
limit %(limit)s

-- name: staff_count
select count(*) from enrolment_coverage c
where c.region = %(region)s and c.employer_id = %(employer_id)s and c.status <> 'stopped' and c.holds @> %(day)s::date
