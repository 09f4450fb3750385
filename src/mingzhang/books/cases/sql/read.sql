-- name: case
select region, id, kind, person_id, applicant, channel, facts_sealed, four_eyes, state, version, submitted_at,
       accepted_at, handler, given_workdays, extended_workdays, stopped_on, stopped_workdays, due_on, missing,
       proposed, proposed_by, decided_by, reason_code, reason, outcome, ended_at
from cases_case
where region = %(region)s and id = %(case_id)s

-- name: cases_of
select region, id, kind, person_id, applicant, channel, facts_sealed, four_eyes, state, version, submitted_at,
       accepted_at, handler, given_workdays, extended_workdays, stopped_on, stopped_workdays, due_on, missing,
       proposed, proposed_by, decided_by, reason_code, reason, outcome, ended_at
from cases_case
where region = %(region)s and person_id = %(person_id)s
order by id desc

-- name: queue
select region, id, kind, person_id, applicant, state, submitted_at, due_on, given_workdays, handler, proposed,
       proposed_by
from cases_case
where region = %(region)s and state in ('submitted', 'accepted', 'waiting_papers', 'proposed')
  and (%(states)s::text[] is null or state = any(%(states)s))
  and (%(kinds)s::text[] is null or kind = any(%(kinds)s))
  and (%(handler)s::text is null or handler = %(handler)s)
  and (%(not_proposed_by)s::text is null or proposed_by is distinct from %(not_proposed_by)s)
  and (%(due_before)s::date is null or due_on < %(due_before)s)
order by due_on nulls last, id
limit %(limit)s offset %(offset)s

-- name: counts
select count(*),
       count(*) filter (where due_on < %(today)s),
       count(*) filter (where state = 'submitted'),
       count(*) filter (where handler = %(by)s and state <> 'proposed'),
       count(*) filter (where state = 'proposed' and proposed_by is distinct from %(by)s)
from cases_case
where region = %(region)s and state in ('submitted', 'accepted', 'waiting_papers', 'proposed')

-- name: timeline
select id, at, by, action, state, note, facts
from cases_event
where region = %(region)s and case_id = %(case_id)s
order by id

-- name: documents
select id, case_id, name, file_name, media_type, size, digest, added_by, added_at
from cases_document
where region = %(region)s and case_id = %(case_id)s
order by id

-- name: content
select content
from cases_document
where region = %(region)s and case_id = %(case_id)s and id = %(document_id)s
