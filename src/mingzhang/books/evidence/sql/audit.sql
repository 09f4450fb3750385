-- name: one_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':audit', 0))

-- name: last
select id, digest from evidence_audit where region = %(region)s order by id desc limit 1

-- name: insert
insert into evidence_audit (region, id, at, actor, action, subject, facts, previous, digest)
values (%(region)s, %(id)s, %(now)s, %(actor)s, %(action)s, %(subject)s, %(facts)s, %(previous)s, %(digest)s)

-- name: all
select id, at, actor, action, subject, facts, previous, digest
from evidence_audit
where region = %(region)s
order by id

-- name: newest
select facts from evidence_audit where region = %(region)s and action = %(action)s order by id desc limit 1

-- name: rows
select id, at, actor, action, subject, facts
from evidence_audit
where region = %(region)s and (%(actor)s::text is null or actor = %(actor)s)
  and (%(subject)s::text is null or subject = %(subject)s) and (%(before)s::bigint is null or id < %(before)s)
order by id desc
limit %(limit)s

-- name: regions
select distinct region from evidence_audit order by region
