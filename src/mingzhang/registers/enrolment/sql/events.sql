-- name: of_person
select id, person_id, coverage_id, verb, cause, takes_effect, done_by, done_at, case_id, note
from enrolment_event
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: insert
insert into enrolment_event (region, person_id, coverage_id, verb, cause, takes_effect, done_by, done_at, case_id, note)
values (%(region)s, %(person_id)s, %(coverage_id)s, %(verb)s, %(cause)s, %(takes_effect)s, %(done_by)s, %(done_at)s,
        %(case_id)s, %(note)s)
