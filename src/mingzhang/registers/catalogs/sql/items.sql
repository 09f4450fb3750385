-- name: on_day
select region, code, name, kind, class, first_share_bp, price_limit_fen, essential, category, unit, restriction,
       source, lower(holds), upper(holds)
from catalogs_item
where region = %(region)s and code = any(%(codes)s) and holds @> %(day)s::date

-- name: search
select region, code, name, kind, class, first_share_bp, price_limit_fen, essential, category, unit, restriction,
       source, lower(holds), upper(holds)
from catalogs_item
where region = %(region)s and holds @> %(day)s::date and strpos(name, %(text)s) > 0
order by name, code
limit %(limit)s

-- name: diagnosis
select version, code, name from catalogs_diagnosis where version = %(version)s and code = %(code)s

-- name: end_item
update catalogs_item
set holds = daterange(lower(holds), %(day)s)
where region = %(region)s and code = %(code)s and holds @> %(day)s::date and lower(holds) < %(day)s
returning code

-- name: stage
create temporary table if not exists catalogs_staged (like catalogs_item including defaults) on commit delete rows

-- name: clear_stage
delete from catalogs_staged

-- name: copy_staged
copy catalogs_staged (region, code, name, kind, class, first_share_bp, price_limit_fen, essential, category, unit,
                      restriction, source, holds) from stdin

-- name: end_changed
update catalogs_item i
set holds = daterange(lower(i.holds), lower(s.holds))
from catalogs_staged s
where i.region = s.region and i.code = s.code and i.holds && s.holds and lower(i.holds) < lower(s.holds)

-- name: drop_same_start
delete from catalogs_item i
using catalogs_staged s
where i.region = s.region and i.code = s.code and i.holds && s.holds and lower(i.holds) >= lower(s.holds)

-- name: insert_staged
insert into catalogs_item (region, code, name, kind, class, first_share_bp, price_limit_fen, essential, category, unit,
                           restriction, source, holds)
select region, code, name, kind, class, first_share_bp, price_limit_fen, essential, category, unit, restriction,
       source, holds
from catalogs_staged

-- name: stage_diagnoses
create temporary table if not exists catalogs_staged_diagnosis (code text not null, name text not null)
on commit delete rows

-- name: copy_diagnoses
copy catalogs_staged_diagnosis (code, name) from stdin

-- name: clear_diagnoses
delete from catalogs_staged_diagnosis

-- name: merge_diagnoses
insert into catalogs_diagnosis (version, code, name)
select %(version)s, code, name from catalogs_staged_diagnosis
on conflict (version, code) do update set name = excluded.name
