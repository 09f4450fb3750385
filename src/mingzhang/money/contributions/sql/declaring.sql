-- name: employers_by_code
select code, id from enrolment_employer where region = %(region)s and code = any(%(codes)s)

-- name: known
-- For each number of a file: who has it here, the cover of the month from which the row holds, the wage declared until
-- then, and whether an employer of another region insures the same number from that day on.
with asked as materialized (
  select * from unnest(%(places)s::int[], %(indexes)s::bytea[], %(days)s::date[]) as a (at, number_index, day)
), named as materialized (
  select asked.at, asked.day, i.region, i.person_id
  from asked
  join enrolment_identity i on i.number_index = asked.number_index and i.holder = 'register' and upper_inf(i.holds)
), cover as (
  select distinct on (named.at) named.at, c.scheme, c.category, c.status, c.employer_id, lower(c.holds) as starts
  from named
  join enrolment_coverage c on c.region = %(region)s and c.person_id = named.person_id and c.status <> 'stopped'
  where named.region = %(region)s and lower(c.holds) < named.day + interval '1 month'
    and coalesce(upper(c.holds) > named.day, true)
  order by named.at, lower(c.holds) desc
), declared as (
  select distinct on (named.at) named.at, d.declared_fen
  from named
  join contributions_declaration d
    on d.region = %(region)s and d.person_id = named.person_id and d.from_month <= named.day
  where named.region = %(region)s
  order by named.at, d.from_month desc
), away as (
  select distinct named.at
  from named
  join enrolment_coverage c on c.region = named.region and c.person_id = named.person_id
  where named.region <> %(region)s and c.scheme = 'employee' and c.status = 'active'
    and coalesce(upper(c.holds) > named.day, true)
)
select asked.at, p.id, p.name, p.died_on, p.retired_on, cover.scheme, cover.category, cover.status, cover.employer_id,
       cover.starts, declared.declared_fen, away.at is not null
from asked
left join named on named.at = asked.at and named.region = %(region)s
left join enrolment_person p on p.region = named.region and p.id = named.person_id
left join cover on cover.at = asked.at
left join declared on declared.at = asked.at
left join away on away.at = asked.at

-- name: staff_not_listed
select count(distinct c.person_id)
from enrolment_coverage c
where c.region = %(region)s and c.employer_id = %(employer_id)s and c.scheme = 'employee' and c.status = 'active'
  and c.holds && daterange(%(month)s, (%(month)s::date + interval '1 month')::date)
  and c.person_id not in (select unnest(%(listed)s::bigint[]))

-- name: lock_declaring
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':declaring', 0))

-- name: through_whole_tables
-- For big files: what was written lately may not have been counted yet, and plans that go row by row suit few rows only.
set local enable_nestloop = off

-- name: keep
insert into contributions_declaration_file (region, employer_id, month, digest, file_name, content_sealed, state, rows,
                                            faults, joins, leaves, changes, unchanged, person_due_fen, employer_due_fen,
                                            uploaded_by, uploaded_at)
values (%(region)s, %(employer_id)s, %(month)s, %(digest)s, %(file_name)s, %(content)s, %(state)s, %(rows)s, %(faults)s,
        %(joins)s, %(leaves)s, %(changes)s, %(unchanged)s, %(person_due)s, %(employer_due)s, %(by)s, %(now)s)
on conflict (region, employer_id, month, digest) do update
set state = excluded.state, rows = excluded.rows, faults = excluded.faults, joins = excluded.joins,
    leaves = excluded.leaves, changes = excluded.changes, unchanged = excluded.unchanged,
    person_due_fen = excluded.person_due_fen, employer_due_fen = excluded.employer_due_fen
where contributions_declaration_file.state <> 'declared'

-- name: mark_declared
update contributions_declaration_file
set state = 'declared', declared_by = %(by)s, declared_at = %(now)s
where region = %(region)s and id = %(file_id)s

-- name: file_of_digest
select id, employer_id, month, file_name, state, rows, faults, joins, leaves, changes, unchanged, person_due_fen,
       employer_due_fen, uploaded_by, uploaded_at, declared_by, declared_at
from contributions_declaration_file
where region = %(region)s and employer_id is not distinct from %(employer_id)s and month = %(month)s
  and digest = %(digest)s

-- name: file
select id, employer_id, month, file_name, state, rows, faults, joins, leaves, changes, unchanged, person_due_fen,
       employer_due_fen, uploaded_by, uploaded_at, declared_by, declared_at
from contributions_declaration_file
where region = %(region)s and id = %(file_id)s

-- name: files
select id, employer_id, month, file_name, state, rows, faults, joins, leaves, changes, unchanged, person_due_fen,
       employer_due_fen, uploaded_by, uploaded_at, declared_by, declared_at
from contributions_declaration_file
where region = %(region)s and (%(employer_id)s::bigint is null or employer_id = %(employer_id)s)
order by uploaded_at desc, id desc
limit %(limit)s

-- name: content
select content_sealed, file_name from contributions_declaration_file where region = %(region)s and id = %(file_id)s

-- name: declare_wages
insert into contributions_declaration (region, person_id, from_month, declared_fen, file_id, declared_at)
select %(region)s, asked.*, %(file_id)s, %(now)s
from unnest(%(person_ids)s::bigint[], %(months)s::date[], %(wages)s::bigint[]) as asked (person_id, from_month, wage)
on conflict (region, person_id, from_month) do update
set declared_fen = excluded.declared_fen, file_id = excluded.file_id, declared_at = excluded.declared_at
