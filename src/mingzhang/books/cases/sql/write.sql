-- name: one_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':case:' || %(person_id)s, 0))

-- name: lock
select region, id, kind, person_id, applicant, channel, facts_sealed, four_eyes, state, version, submitted_at,
       accepted_at, handler, given_workdays, extended_workdays, stopped_on, stopped_workdays, due_on, missing,
       proposed, proposed_by, decided_by, reason_code, reason, outcome, ended_at
from cases_case
where region = %(region)s and id = %(case_id)s
for update

-- name: insert
insert into cases_case (region, kind, person_id, applicant, channel, facts_sealed, four_eyes, submitted_at,
                        given_workdays, due_on)
values (%(region)s, %(kind)s, %(person_id)s, %(applicant)s, %(channel)s, %(facts_sealed)s, %(four_eyes)s,
        %(submitted_at)s, %(given_workdays)s, %(due_on)s)
returning id

-- name: change
update cases_case
set state = %(state)s, version = version + 1, accepted_at = %(accepted_at)s, handler = %(handler)s,
    extended_workdays = %(extended_workdays)s, stopped_on = %(stopped_on)s, stopped_workdays = %(stopped_workdays)s,
    due_on = %(due_on)s, missing = %(missing)s, proposed = %(proposed)s, proposed_by = %(proposed_by)s,
    decided_by = %(decided_by)s, reason_code = %(reason_code)s, reason = %(reason)s, outcome = %(outcome)s,
    ended_at = %(ended_at)s
where region = %(region)s and id = %(case_id)s

-- name: insert_event
insert into cases_event (region, case_id, at, by, action, state, note, facts)
values (%(region)s, %(case_id)s, %(at)s, %(by)s, %(action)s, %(state)s, %(note)s, %(facts)s)

-- name: insert_document
insert into cases_document (region, case_id, name, file_name, media_type, size, digest, content, added_by, added_at)
values (%(region)s, %(case_id)s, %(name)s, %(file_name)s, %(media_type)s, %(size)s, %(digest)s, %(content)s,
        %(added_by)s, %(added_at)s)
returning id, case_id, name, file_name, media_type, size, digest, added_by, added_at
