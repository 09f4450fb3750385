-- name: employer
select id, code, name, phone from enrolment_employer where region = %(region)s and id = %(employer_id)s

-- name: employer_by_code
select id, code, name, phone from enrolment_employer where region = %(region)s and code = %(code)s

-- name: employer_names
select id, name from enrolment_employer where region = %(region)s and id = any (%(employer_ids)s::bigint[])

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

-- name: code_taken
select given.code
from unnest(%(codes)s::text[], %(names)s::text[]) with ordinality as given (code, name, row)
left join enrolment_employer e on e.region = %(region)s and e.code = given.code
left join unnest(%(codes)s::text[], %(names)s::text[]) with ordinality as before (code, name, row)
  on before.code = given.code and before.row < given.row
where e.name <> given.name or before.name <> given.name
order by given.row
limit 1

-- name: insert_employers
insert into enrolment_employer (region, code, name, phone)
select distinct on (code) %(region)s, code, name, phone
from unnest(%(codes)s::text[], %(names)s::text[], %(phones)s::text[]) as given (code, name, phone)
order by code
on conflict (region, code) do nothing
returning id

-- name: make_hired
create temporary table hired (
  row int, person_id bigint, employer_id bigint, starts date, category text, civil_servant boolean, tier text, entitled_from date,
  entitled_rule text not null default '', confirmed_on date
) on commit drop

-- name: copy_hired
copy hired (row, person_id, employer_id, starts, category, civil_servant, tier, entitled_from, confirmed_on) from stdin

-- name: measure_hired
analyze hired

-- name: measure_leaving
analyze leaving

-- name: hire_faults
-- The rows that contradict the register, each with the first reason found; joined as a whole, so that a long list is
-- not looked up row by row.
select h.row,
       case when p.id is null then 'PERSON_UNKNOWN'
            when p.died_on is not null then 'PERSON_DIED'
            when h.starts < p.birth_date then 'BEFORE_BIRTH'
            when h.starts > %(latest)s then 'DATE_TOO_FAR'
            when e.id is null then 'EMPLOYER_UNKNOWN'
            when h.turn > 1 then 'HIRED_TWICE'
            when now.category in ('retired', 'retired_paying_on') then 'ALREADY_RETIRED'
            when now.employer_id = h.employer_id then 'ON_STAFF'
            when now.employer_id is not null then 'STILL_EMPLOYED'
            when now.status = 'suspended' then 'RESUME_INSTEAD'
            when later.id is not null then 'DUPLICATE_COVERAGE'
            when elsewhere.region is not null then 'COVERED_ELSEWHERE' end as code,
       h.starts, coalesce(lower(now.holds), p.died_on, h.starts), coalesce(elsewhere.region, %(region)s),
       coalesce(later.scheme, 'employee'), coalesce(later.status, 'active'), coalesce(later.id, 0)
from (select *, row_number() over (partition by person_id order by row) as turn from hired) h
left join enrolment_person p on p.region = %(region)s and p.id = h.person_id
left join enrolment_employer e on e.region = %(region)s and e.id = h.employer_id
left join enrolment_coverage now
  on now.region = %(region)s and now.person_id = h.person_id and now.status <> 'stopped' and now.holds @> h.starts
left join (
  select distinct on (each_hire.row) each_hire.row, c.id, c.scheme, c.status
  from hired each_hire
  join enrolment_coverage c
    on c.region = %(region)s and c.person_id = each_hire.person_id and c.scheme = 'employee' and c.status <> 'stopped'
   and lower(c.holds) > each_hire.starts
  order by each_hire.row, c.id
) later on later.row = h.row
left join (
  select distinct on (each_hire.row) each_hire.row, c.region
  from hired each_hire
  join enrolment_identity mine
    on mine.region = %(region)s and mine.person_id = each_hire.person_id and mine.holder = 'register'
   and upper_inf(mine.holds)
  join enrolment_identity theirs
    on theirs.number_index = mine.number_index and theirs.region <> mine.region and theirs.holder = 'register'
   and upper_inf(theirs.holds)
  join enrolment_coverage c
    on c.region = theirs.region and c.person_id = theirs.person_id and c.status = 'active' and c.scheme = 'employee'
   and c.holds && daterange(each_hire.starts, null)
  order by each_hire.row, c.region
) elsewhere on elsewhere.row = h.row
where p.id is null or p.died_on is not null or h.starts < p.birth_date or h.starts > %(latest)s
   or e.id is null or h.turn > 1 or now.category in ('retired', 'retired_paying_on') or now.employer_id is not null
   or now.status = 'suspended' or later.id is not null or elsewhere.region is not null
order by h.row
limit %(limit)s

-- name: hire_cases
-- Which waits are to be found: by first day, category, when the last cover as an employee ended, and its benefit's day.
select h.starts, h.category, before.ends, before.entitled_from, array_agg(h.row)
from hired h
left join lateral (
  select max(least(coalesce(upper(c.holds), h.starts), h.starts)) as ends, max(c.entitled_from) as entitled_from
  from enrolment_coverage c
  where c.region = %(region)s and c.person_id = h.person_id and c.scheme = 'employee' and c.status = 'active'
    and lower(c.holds) < h.starts
) before on true
where h.entitled_from is null
group by 1, 2, 3, 4
order by min(h.row)

-- name: set_waits
update hired set entitled_from = %(day)s, entitled_rule = %(rule)s where row in (select unnest(%(rows)s::int[]))

-- name: set_confirmed
-- Who was confirmed here before need not be confirmed again, unless a transfer led out since.
update hired h set confirmed_on = h.starts
where h.confirmed_on is null
  and exists (
    select from enrolment_coverage c
    where c.region = %(region)s and c.person_id = h.person_id and c.confirmed_on is not null
  )
  and not exists (
    select from enrolment_transfer t
    where t.region = %(region)s and t.person_id = h.person_id and t.direction = 'out' and t.state <> 'refused'
  )

-- name: hire_cut
-- Resident and flexible cover that the employment takes the place of ends on its first day.
with cut as (
  update enrolment_coverage c
  set holds = daterange(lower(c.holds), h.starts), cause = 'joined_other_scheme'
  from hired h
  where c.region = %(region)s and c.person_id = h.person_id and c.status = 'active' and lower(c.holds) < h.starts
    and c.holds @> h.starts and c.category in ('adult', 'minor', 'student', 'flexible')
  returning c.person_id, c.id, h.starts
)
insert into enrolment_event (region, person_id, coverage_id, verb, cause, takes_effect, done_by, done_at)
select %(region)s, person_id, id, 'stopped', 'joined_other_scheme', starts, %(by)s, %(now)s from cut
returning id

-- name: hire_drop
delete from enrolment_coverage c
using hired h
where c.region = %(region)s and c.person_id = h.person_id and lower(c.holds) >= h.starts
  and (c.status = 'stopped' or c.category in ('adult', 'minor', 'student', 'flexible'))

-- name: hire_make_room
update enrolment_coverage c
set holds = daterange(lower(c.holds), h.starts)
from hired h
where c.region = %(region)s and c.person_id = h.person_id and c.status = 'stopped' and lower(c.holds) < h.starts
  and c.holds @> h.starts

-- name: hire_insert
with opened as (
  insert into enrolment_coverage (region, person_id, scheme, category, employer_id, confirmed_on, entitled_from,
                                  entitled_rule, civil_servant, tier, holds)
  select %(region)s, person_id, 'employee', category, employer_id, confirmed_on, entitled_from, entitled_rule,
         civil_servant, tier, daterange(starts, null)
  from hired
  order by row
  returning id, person_id, lower(holds) as starts
)
insert into enrolment_event (region, person_id, coverage_id, verb, takes_effect, done_by, done_at)
select %(region)s, person_id, id, 'hired', starts, %(by)s, %(now)s from opened
returning id

-- name: make_leaving
create temporary table leaving (
  row int, person_id bigint, employer_id bigint, stops date, cause text, reason text
) on commit drop

-- name: copy_leaving
copy leaving (row, person_id, employer_id, stops, cause, reason) from stdin

-- name: leave_faults
select l.row,
       case when l.stops > %(latest)s then 'DATE_TOO_FAR' when l.turn > 1 then 'LEFT_TWICE' else 'NOT_ON_STAFF' end as code,
       l.stops
from (select *, row_number() over (partition by person_id order by row) as turn from leaving) l
where l.stops > %(latest)s or l.turn > 1 or not exists (
  select from enrolment_coverage c
  where c.region = %(region)s and c.person_id = l.person_id and c.employer_id = l.employer_id
    and c.status <> 'stopped' and lower(c.holds) < l.stops and c.holds @> l.stops
)
order by l.row
limit %(limit)s

-- name: leave_cut_later
delete from enrolment_coverage c
using leaving l
where c.region = %(region)s and c.person_id = l.person_id and lower(c.holds) > l.stops

-- name: leave_stop
-- Each coverage ends with the last month, and a stopped one begins that keeps the reason.
with ended as (
  update enrolment_coverage c
  set holds = daterange(lower(c.holds), l.stops)
  from leaving l
  where c.region = %(region)s and c.person_id = l.person_id and c.holds @> l.stops
  returning c.person_id, c.scheme, c.category, c.employer_id, c.confirmed_on, c.entitled_from, c.entitled_rule,
            c.civil_servant, c.tier, l.stops, l.cause, l.reason
), stopped as (
  insert into enrolment_coverage (region, person_id, scheme, category, employer_id, status, confirmed_on, entitled_from,
                                  entitled_rule, civil_servant, tier, cause, reason, holds)
  select %(region)s, person_id, scheme, category, employer_id, 'stopped', confirmed_on, entitled_from, entitled_rule,
         civil_servant, tier, cause, reason, daterange(stops, null)
  from ended
  returning id, person_id, cause, lower(holds) as stops
)
insert into enrolment_event (region, person_id, coverage_id, verb, cause, takes_effect, done_by, done_at)
select %(region)s, person_id, id, 'left', cause, stops, %(by)s, %(now)s from stopped
returning id

-- name: drop_hired
drop table hired

-- name: drop_leaving
drop table leaving
