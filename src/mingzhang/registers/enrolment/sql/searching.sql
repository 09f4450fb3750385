-- name: search
-- Each way to be found uses an index of its own; a value that is null finds nobody that way.
with found as (
  select p.id from enrolment_person p where p.region = %(region)s and p.id = %(own_id)s
  union
  select i.person_id from enrolment_identity i
  where i.region = %(region)s and i.number_index = %(index)s and i.holder = 'register'
  union
  select k.person_id from enrolment_credential k where k.region = %(region)s and k.number = %(number)s
  union
  select p.id from enrolment_person p
  where p.region = %(region)s and p.name = %(name)s and (%(born)s::date is null or p.birth_date = %(born)s)
), shown as (
  select id from found order by id limit %(limit)s
)
select p.region, p.id, p.name, p.gender, p.birth_date, p.died_on, known.number_sealed,
       cover.scheme, cover.category, cover.status, employer.name
from shown
join enrolment_person p on p.region = %(region)s and p.id = shown.id
left join lateral (
  select i.number_sealed from enrolment_identity i
  where i.region = p.region and i.person_id = p.id and i.holder = 'register' and upper_inf(i.holds)
  limit 1
) known on true
left join lateral (
  select c.scheme, c.category, c.status, c.employer_id from enrolment_coverage c
  where c.region = p.region and c.person_id = p.id and c.holds @> %(on)s::date
  limit 1
) cover on true
left join enrolment_employer employer on employer.region = p.region and employer.id = cover.employer_id
order by p.name, p.birth_date, p.id
