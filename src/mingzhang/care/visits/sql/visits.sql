-- name: visit
select region, id, person_id, institution_region, institution_id, serial, benefit, medical_type, scheme, service_on,
       department, doctor, diagnoses, withdrawn_at
from visits_visit
where region = %(region)s and id = %(visit_id)s

-- name: open_visits
select region, id, person_id, institution_region, institution_id, serial, benefit, medical_type, scheme, service_on,
       department, doctor, diagnoses, withdrawn_at
from visits_visit v
where region = %(region)s and person_id = %(person_id)s and withdrawn_at is null
  and not exists (select from visits_settlement s
                  where s.region = v.region and s.visit_id = v.id and s.cancels is null and s.cancelled_by is null)
order by id

-- name: open_visit
insert into visits_visit (region, id, person_id, institution_region, institution_id, serial, benefit, medical_type,
                          scheme, service_on, department, doctor, details, created_at)
values (%(region)s, coalesce(%(visit_id)s, nextval('visits_visit_id_seq')), %(person_id)s, %(institution_region)s,
        %(institution_id)s, %(serial)s, %(benefit)s, %(medical_type)s, %(scheme)s, %(service_on)s, %(department)s,
        %(doctor)s, %(details)s, %(now)s)
on conflict do nothing
returning id

-- name: lock_visit
select v.person_id, v.institution_region, i.code, v.serial, v.withdrawn_at, v.diagnoses,
       exists (select from visits_settlement s
               where s.region = v.region and s.visit_id = v.id and s.cancels is null and s.cancelled_by is null)
from visits_visit v
join institutions_institution i on i.region = v.institution_region and i.id = v.institution_id
where v.region = %(region)s and v.id = %(visit_id)s
for no key update of v

-- name: record_diagnoses
update visits_visit
set benefit = %(benefit)s, medical_type = %(medical_type)s, diagnoses = %(diagnoses)s, details = details || %(details)s
where region = %(region)s and id = %(visit_id)s

-- name: withdraw_visit
update visits_visit
set withdrawn_at = %(now)s
where region = %(region)s and id = %(visit_id)s and withdrawn_at is null
