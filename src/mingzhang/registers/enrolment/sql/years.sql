-- name: deemed
select id, months, basis, recorded_by, recorded_at, case_id, revoked_at
from enrolment_deemed
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: record
insert into enrolment_deemed (region, person_id, months, basis, recorded_by, recorded_at, case_id)
values (%(region)s, %(person_id)s, %(months)s, %(basis)s, %(by)s, %(now)s, %(case_id)s)
returning id

-- name: revoke
update enrolment_deemed set revoked_at = %(now)s
where region = %(region)s and id = %(deemed_id)s and revoked_at is null
returning person_id, months
