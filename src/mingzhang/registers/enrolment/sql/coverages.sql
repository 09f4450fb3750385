-- name: on_day
select id, person_id, scheme, category, employer_id, status, reason, confirmed_on, entitled_from, civil_servant,
       lower(holds), upper(holds), tier, cause, entitled_rule
from enrolment_coverage
where region = %(region)s and person_id = %(person_id)s and holds @> %(day)s::date

-- name: all
select id, person_id, scheme, category, employer_id, status, reason, confirmed_on, entitled_from, civil_servant,
       lower(holds), upper(holds), tier, cause, entitled_rule
from enrolment_coverage
where region = %(region)s and person_id = %(person_id)s
order by lower(holds)

-- name: of_same_number
-- The coverages of everybody whom a register has known, now or before, by one of the person's identity numbers.
select c.region, c.id, c.person_id, c.scheme, c.category, c.employer_id, c.status, c.reason, c.confirmed_on,
       c.entitled_from, c.civil_servant, lower(c.holds), upper(c.holds), c.tier, c.cause, c.entitled_rule
from (
  select distinct theirs.region, theirs.person_id
  from enrolment_identity mine
  join enrolment_identity theirs on theirs.number_index = mine.number_index and theirs.holder = 'register'
  where mine.region = %(region)s and mine.person_id = %(person_id)s and mine.holder = 'register'
    and (theirs.region, theirs.person_id) <> (mine.region, mine.person_id)
    and (mine.name = theirs.name or (upper_inf(mine.holds) and upper_inf(theirs.holds)))
) as same
join enrolment_coverage c on c.region = same.region and c.person_id = same.person_id
order by c.region, c.person_id, lower(c.holds)

-- name: elsewhere
select c.region, c.scheme
from enrolment_identity mine
join enrolment_identity theirs
  on theirs.number_index = mine.number_index and theirs.region <> mine.region
 and theirs.holder = 'register' and upper_inf(theirs.holds)
join enrolment_coverage c
  on c.region = theirs.region and c.person_id = theirs.person_id and c.status = 'active'
where mine.region = %(region)s and mine.person_id = %(person_id)s and mine.holder = 'register'
  and upper_inf(mine.holds) and c.scheme = any(%(schemes)s)
  and c.holds && daterange(%(starts)s, %(ends)s)
limit 1

-- name: make_room
update enrolment_coverage
set holds = daterange(lower(holds), %(starts)s)
where region = %(region)s and person_id = %(person_id)s and status = 'stopped'
  and lower(holds) < %(starts)s and holds @> %(starts)s::date

-- name: drop_stopped
delete from enrolment_coverage
where region = %(region)s and person_id = %(person_id)s and status = 'stopped' and lower(holds) >= %(starts)s

-- name: overlapping
select id, scheme, status from enrolment_coverage
where region = %(region)s and person_id = %(person_id)s and holds && daterange(%(starts)s, %(ends)s)
order by lower(holds)
limit 1

-- name: cut_replaced
-- What a new employment takes the place of: it ends on that day, and says why.
update enrolment_coverage
set holds = daterange(lower(holds), %(starts)s), cause = 'joined_other_scheme'
where region = %(region)s and person_id = %(person_id)s and status = 'active' and category = any(%(categories)s)
  and lower(holds) < %(starts)s and holds @> %(starts)s::date
returning id

-- name: drop_replaced
delete from enrolment_coverage
where region = %(region)s and person_id = %(person_id)s and status = 'active' and category = any(%(categories)s)
  and lower(holds) >= %(starts)s

-- name: insert
insert into enrolment_coverage (region, person_id, scheme, category, employer_id, status, reason, confirmed_on,
                                entitled_from, civil_servant, holds, tier, cause, entitled_rule)
values (%(region)s, %(person_id)s, %(scheme)s, %(category)s, %(employer_id)s, %(status)s, %(reason)s, %(confirmed_on)s,
        %(entitled_from)s, %(civil_servant)s, daterange(%(starts)s, %(ends)s), %(tier)s,
        %(cause)s, %(entitled_rule)s)
returning id

-- name: end_on
update enrolment_coverage
set holds = daterange(lower(holds), %(day)s)
where region = %(region)s and id = %(coverage_id)s and lower(holds) < %(day)s

-- name: drop
delete from enrolment_coverage where region = %(region)s and id = %(coverage_id)s

-- name: confirm
update enrolment_coverage
set confirmed_on = %(day)s
where region = %(region)s and person_id = %(person_id)s and confirmed_on is null and status <> 'stopped'
returning id

-- name: cut_later
delete from enrolment_coverage
where region = %(region)s and person_id = %(person_id)s and lower(holds) > %(day)s
returning id

-- name: restore_entitlements
with restored as (
  update enrolment_coverage c
  set entitled_from = given.entitled_from, entitled_rule = %(rule)s
  from unnest(%(coverages)s::bigint[], %(days)s::date[]) as given (coverage_id, entitled_from)
  where c.region = %(region)s and c.id = given.coverage_id
  returning c.id, c.person_id, c.entitled_from
)
insert into enrolment_event (region, person_id, coverage_id, verb, takes_effect, done_by, done_at, note)
select %(region)s, person_id, id, 'entitlement_restored', entitled_from, %(by)s, %(now)s, %(rule)s from restored
returning id

-- name: confirm_many
with confirmed as (
  update enrolment_coverage
  set confirmed_on = %(day)s
  where region = %(region)s and person_id = any(%(people)s) and confirmed_on is null and status <> 'stopped'
  returning id, person_id
)
insert into enrolment_event (region, person_id, coverage_id, verb, takes_effect, done_by, done_at)
select %(region)s, person_id, id, 'confirmed', %(day)s, %(by)s, %(now)s from confirmed
returning id
