-- Background work. A running job holds an advisory lock of its worker's session; when the worker dies, however it dies,
-- the lock is gone and the job is taken up again. No clock decides whether somebody still works on it.
create table jobs_job (
  region        char(6)     not null,
  id            bigint      generated always as identity,
  kind          text        not null,
  facts         jsonb       not null default '{}',
  asked_by      text        not null,
  asked_at      timestamptz not null,
  state         text        not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  attempts      smallint    not null default 0,
  step          text        not null default '',
  done          bigint      not null default 0,
  of_all        bigint      not null default 0,
  outcome       jsonb       not null default '{}',
  refusal       text,
  refusal_facts jsonb       not null default '{}',
  started_at    timestamptz,
  finished_at   timestamptz,
  primary key (region, id),
  check ((state in ('done', 'failed')) = (finished_at is not null)),
  check ((state = 'failed') = (refusal is not null))
);
-- The same work asked for twice while it waits or runs is one piece of work.
create unique index jobs_job_unfinished on jobs_job (region, kind, facts) where state in ('waiting', 'running');
create index jobs_job_open on jobs_job (id) where state in ('waiting', 'running');
