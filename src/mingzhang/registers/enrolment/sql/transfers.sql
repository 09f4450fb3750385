-- name: of_person
select region, id, person_id, direction, other_region, other_id, state, employee_months, resident_months, account_fen,
       certificate, asked_on, closed_on, done_on, reason, case_id
from enrolment_transfer
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: one
select region, id, person_id, direction, other_region, other_id, state, employee_months, resident_months, account_fen,
       certificate, asked_on, closed_on, done_on, reason, case_id
from enrolment_transfer
where region = %(region)s and id = %(transfer_id)s

-- name: waiting
select region, id, person_id, direction, other_region, other_id, state, employee_months, resident_months, account_fen,
       certificate, asked_on, closed_on, done_on, reason, case_id
from enrolment_transfer
where region = %(region)s and state in ('asked', 'confirmed')
order by asked_on, id
limit %(limit)s

-- name: months_carried
select coalesce(sum(case when %(scheme)s = 'employee' then t.employee_months else t.resident_months end), 0)
from enrolment_transfer t
where t.region = %(region)s and t.person_id = %(person_id)s and t.direction = 'in' and t.state = 'done'
  and not exists (
    select from enrolment_transfer gone
    where gone.region = t.region and gone.person_id = t.person_id and gone.direction = 'out'
      and gone.state in ('confirmed', 'done') and gone.id > t.id
  )

-- name: open_of
select id from enrolment_transfer
where region = %(region)s and person_id = %(person_id)s and direction = %(direction)s
  and state in ('asked', 'confirmed')

-- name: certificate_taken
select id from enrolment_transfer
where region = %(region)s and other_region = %(other_region)s and certificate = %(certificate)s and direction = 'in'
  and state <> 'refused'

-- name: insert
insert into enrolment_transfer (region, person_id, direction, other_region, state, asked_on, case_id)
values (%(region)s, %(person_id)s, %(direction)s, %(other_region)s, %(state)s, %(asked_on)s, %(case_id)s)
returning id

-- name: link
update enrolment_transfer set other_id = %(other_id)s where region = %(region)s and id = %(transfer_id)s

-- name: carry
update enrolment_transfer
set employee_months = %(employee_months)s, resident_months = %(resident_months)s, account_fen = %(account_fen)s,
    certificate = %(certificate)s, closed_on = %(closed_on)s, state = %(state)s, done_on = %(done_on)s
where region = %(region)s and id = %(transfer_id)s and state in ('asked', 'confirmed')
returning id

-- name: finish
update enrolment_transfer
set state = 'done', done_on = %(day)s
where region = %(region)s and id = %(transfer_id)s and state = 'confirmed'
returning id

-- name: refuse
update enrolment_transfer
set state = 'refused', reason = %(reason)s, done_on = %(day)s
where region = %(region)s and id = %(transfer_id)s and state in ('asked', 'confirmed')
returning id
