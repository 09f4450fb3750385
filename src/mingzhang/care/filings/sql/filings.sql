-- name: filed_on
select id, person_id, kind, place, filed_at, lower(holds), upper(holds)
from filings_offsite
where region = %(region)s and person_id = %(person_id)s and holds @> %(day)s::date
  and place = any(%(places)s)
order by filed_at desc
limit 1

-- name: filings
select id, person_id, kind, place, filed_at, lower(holds), upper(holds)
from filings_offsite
where region = %(region)s and person_id = %(person_id)s
order by filed_at, id

-- name: insert_offsite
insert into filings_offsite (region, person_id, kind, place, filed_at, holds)
values (%(region)s, %(person_id)s, %(kind)s, %(place)s, %(filed_at)s, daterange(%(starts)s, %(ends)s))
returning id, person_id, kind, place, filed_at, lower(holds), upper(holds)

-- name: end_offsite
update filings_offsite
set holds = daterange(lower(holds), %(day)s)
where region = %(region)s and id = %(filing_id)s and lower(holds) < %(day)s and holds @> %(day)s::date
returning id

-- name: same_offsite
select id from filings_offsite
where region = %(region)s and person_id = %(person_id)s and place = %(place)s
  and holds && daterange(%(starts)s, %(ends)s)

-- name: chosen_on
select id, person_id, benefit, kind, institution_region, institution_id, lower(holds), upper(holds)
from filings_choice
where region = %(region)s and person_id = %(person_id)s and benefit = %(benefit)s and holds @> %(day)s::date
order by kind desc

-- name: choices
select id, person_id, benefit, kind, institution_region, institution_id, lower(holds), upper(holds)
from filings_choice
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: end_choice
update filings_choice
set holds = daterange(lower(holds), %(starts)s)
where region = %(region)s and person_id = %(person_id)s and benefit = %(benefit)s and kind = %(kind)s
  and holds @> %(starts)s::date and lower(holds) < %(starts)s

-- name: drop_choices_from
delete from filings_choice
where region = %(region)s and person_id = %(person_id)s and benefit = %(benefit)s and kind = %(kind)s
  and lower(holds) >= %(starts)s

-- name: insert_choice
insert into filings_choice (region, person_id, benefit, kind, institution_region, institution_id, holds)
values (%(region)s, %(person_id)s, %(benefit)s, %(kind)s, %(institution_region)s, %(institution_id)s,
        daterange(%(starts)s, %(ends)s))
returning id, person_id, benefit, kind, institution_region, institution_id, lower(holds), upper(holds)
