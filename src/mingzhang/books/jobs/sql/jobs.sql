-- name: ask
insert into jobs_job (region, kind, facts, asked_by, asked_at)
values (%(region)s, %(kind)s, %(facts)s, %(asked_by)s, %(asked_at)s)
on conflict (region, kind, facts) where state in ('waiting', 'running') do nothing
returning id

-- name: unfinished
select id from jobs_job
where region = %(region)s and kind = %(kind)s and facts = %(facts)s and state in ('waiting', 'running')

-- name: open_jobs
select region, id from jobs_job where state in ('waiting', 'running') order by id limit 100

-- name: lock
select pg_try_advisory_lock(hashtextextended(%(region)s || ':job:' || %(id)s, 0))

-- name: unlock
select pg_advisory_unlock(hashtextextended(%(region)s || ':job:' || %(id)s, 0))

-- name: begin
update jobs_job
set state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, %(now)s), step = '', done = 0,
    of_all = 0
where region = %(region)s and id = %(id)s and state in ('waiting', 'running')
returning kind, facts, attempts

-- name: progress
update jobs_job set step = %(step)s, done = %(done)s, of_all = %(of)s where region = %(region)s and id = %(id)s

-- name: done
update jobs_job
set state = 'done', outcome = %(outcome)s, finished_at = %(now)s
where region = %(region)s and id = %(id)s and state = 'running'

-- name: failed
update jobs_job
set state = 'failed', refusal = %(refusal)s, refusal_facts = %(facts)s, finished_at = %(now)s
where region = %(region)s and id = %(id)s and state = 'running'

-- name: job
select region, id, kind, facts, asked_by, asked_at, state, attempts, step, done, of_all, outcome, refusal,
       refusal_facts, started_at, finished_at
from jobs_job where region = %(region)s and id = %(id)s

-- name: jobs
select region, id, kind, facts, asked_by, asked_at, state, attempts, step, done, of_all, outcome, refusal,
       refusal_facts, started_at, finished_at
from jobs_job
where region = %(region)s and (%(kinds)s::text[] is null or kind = any(%(kinds)s))
  and (%(states)s::text[] is null or state = any(%(states)s))
order by id desc
limit %(limit)s

-- name: asked_on
select exists (
  select from jobs_job
  where region = %(region)s and kind = %(kind)s and (asked_at at time zone 'Asia/Shanghai')::date = %(day)s
    and asked_by = %(asked_by)s
)
