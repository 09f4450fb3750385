-- name: employers_by_code
select code, id from enrolment_employer where region = %(region)s and code = any(%(codes)s)

-- name: known
-- For each number of a file: who has it here, the cover of the day from which the row holds, the wage declared until
-- then, and whether an employer of another region insures the same number from that day on.
select asked.at, p.id, p.name, p.died_on, p.retired_on, c.scheme, c.category, c.status, c.employer_id, c.starts,
       declared.declared_fen,
       exists (
         select from enrolment_identity other
         join enrolment_coverage away
           on away.region = other.region and away.person_id = other.person_id and away.scheme = 'employee'
          and away.status = 'active' and away.holds && daterange(asked.day, null)
         where other.number_index = asked.number_index and other.region <> %(region)s
           and other.holder = 'register' and upper_inf(other.holds)
       )
from unnest(%(places)s::int[], %(indexes)s::bytea[], %(days)s::date[]) as asked (at, number_index, day)
left join enrolment_identity i
  on i.region = %(region)s and i.number_index = asked.number_index and i.holder = 'register' and upper_inf(i.holds)
left join enrolment_person p on p.region = i.region and p.id = i.person_id
left join lateral (
  select c.scheme, c.category, c.status, c.employer_id, lower(c.holds) as starts
  from enrolment_coverage c
  where c.region = p.region and c.person_id = p.id and c.status <> 'stopped'
    and c.holds && daterange(asked.day, (asked.day + interval '1 month')::date)
  order by lower(c.holds) desc limit 1
) as c on true
left join lateral (
  select d.declared_fen from contributions_declaration d
  where d.region = p.region and d.person_id = p.id and d.from_month <= asked.day
  order by d.from_month desc limit 1
) as declared on true

-- name: staff_not_listed
select count(distinct c.person_id)
from enrolment_coverage c
where c.region = %(region)s and c.employer_id = %(employer_id)s and c.scheme = 'employee' and c.status = 'active'
  and c.holds && daterange(%(month)s, (%(month)s::date + interval '1 month')::date)
  and c.person_id <> all(%(listed)s::bigint[])

-- name: lock_declaring
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':declaring', 0))

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
