-- name: by_code
select region, id, code, name, kind, level, community, specialist, phone, settings
from institutions_institution
where region = %(region)s and code = %(code)s

-- name: by_id
select region, id, code, name, kind, level, community, specialist, phone, settings
from institutions_institution
where region = %(region)s and id = %(institution_id)s

-- name: of_region
select region, id, code, name, kind, level, community, specialist, phone, settings
from institutions_institution
where region = %(region)s
order by code

-- name: agreement_on
select id, institution_id, state, reason, lower(holds), upper(holds)
from institutions_agreement
where region = %(region)s and institution_id = %(institution_id)s and holds @> %(day)s::date

-- name: agreements
select id, institution_id, state, reason, lower(holds), upper(holds)
from institutions_agreement
where region = %(region)s and institution_id = %(institution_id)s
order by lower(holds)

-- name: session
select region, sign_no, institution_id, operator, device, signed_in_at, signed_out_at
from institutions_session
where region = %(region)s and sign_no = %(sign_no)s

-- name: insert_institution
insert into institutions_institution (region, code, name, kind, level, community, specialist, phone)
values (%(region)s, %(code)s, %(name)s, %(kind)s, %(level)s, %(community)s, %(specialist)s, %(phone)s)
on conflict (region, code) do nothing
returning id

-- name: insert_agreement
insert into institutions_agreement (region, institution_id, state, reason, holds)
values (%(region)s, %(institution_id)s, %(state)s, %(reason)s, daterange(%(starts)s, %(ends)s))

-- name: end_agreement
update institutions_agreement
set holds = daterange(lower(holds), %(day)s)
where region = %(region)s and id = %(agreement_id)s and lower(holds) < %(day)s

-- name: drop_agreement
delete from institutions_agreement where region = %(region)s and id = %(agreement_id)s

-- name: change_settings
update institutions_institution set settings = %(settings)s
where region = %(region)s and id = %(institution_id)s
returning id

-- name: sign_in
insert into institutions_session (region, sign_no, institution_id, operator, device, signed_in_at)
values (%(region)s, %(sign_no)s, %(institution_id)s, %(operator)s, %(device)s, %(at)s)
on conflict (region, sign_no) do nothing

-- name: sign_out
update institutions_session
set signed_out_at = %(at)s
where region = %(region)s and institution_id = %(institution_id)s and sign_no = %(sign_no)s and signed_out_at is null
returning sign_no

-- name: names
select i.region, i.id, i.name
from unnest(%(regions)s::text[], %(ids)s::bigint[]) as wanted (region, id)
join institutions_institution i on i.region = wanted.region::char(6) and i.id = wanted.id
