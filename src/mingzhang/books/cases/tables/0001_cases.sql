-- Applications 办件. What was applied for may name bank accounts and document numbers, so it lies sealed.
create table cases_case (
  region             char(6)     not null,
  id                 bigint      generated always as identity,
  kind               text        not null,
  person_id          bigint      not null,
  applicant          text        not null,              -- who handed it in: the person, an heir, an employer
  channel            text        not null,              -- 'portal', 'counter'
  facts_sealed       bytea       not null,
  four_eyes          boolean     not null,              -- money moves: two people decide
  state              text        not null default 'submitted'
    check (state in ('submitted', 'accepted', 'waiting_papers', 'proposed', 'done', 'refused', 'withdrawn')),
  version            integer     not null default 1,    -- counts every change, so that nobody decides on an old screen
  submitted_at       timestamptz not null,
  accepted_at        timestamptz,
  handler            text,                              -- the clerk at whose desk it lies
  given_workdays     smallint    check (given_workdays > 0),  -- null: no statutory time is known
  extended_workdays  smallint    not null default 0 check (extended_workdays >= 0),
  stopped_on         date,                              -- the clock stands since this day: papers are missing
  stopped_workdays   smallint    not null default 0 check (stopped_workdays >= 0),
  due_on             date,                              -- null while the clock stands or no time is known
  missing            text        not null default '',   -- which papers are asked for, in words to the applicant
  proposed           text        check (proposed in ('approve', 'refuse')),
  proposed_by        text,
  decided_by         text,
  reason_code        text,
  reason             text        not null default '',
  outcome            jsonb       not null default '{}',
  ended_at           timestamptz,
  primary key (region, id),
  check ((state = 'waiting_papers') = (stopped_on is not null)),
  check ((state in ('done', 'refused', 'withdrawn')) = (ended_at is not null)),
  check (state not in ('done', 'refused') or decided_by is not null),
  check (state <> 'refused' or reason_code is not null),
  check ((proposed is null) = (proposed_by is null)),
  check (not four_eyes or decided_by is null or (proposed_by is not null and proposed_by <> decided_by))
);
create index cases_case_person on cases_case (region, person_id, id);
create index cases_case_open on cases_case (region, due_on nulls last, id)
  where state in ('submitted', 'accepted', 'waiting_papers', 'proposed');

-- What happened to an application, in order, never changed.
create table cases_event (
  region     char(6)     not null,
  id         bigint      generated always as identity,
  case_id    bigint      not null,
  at         timestamptz not null,
  by         text        not null,
  action     text        not null,
  state      text        not null,                      -- the state after it
  note       text        not null default '',
  facts      jsonb       not null default '{}',
  primary key (region, id),
  foreign key (region, case_id) references cases_case (region, id)
);
create index cases_event_case on cases_event (region, case_id, id);

-- The papers, sealed as they were handed in. The same content twice in one application is one document.
create table cases_document (
  region     char(6)     not null,
  id         bigint      generated always as identity,
  case_id    bigint      not null,
  name       text        not null,                      -- which paper of the kind's list it is
  file_name  text        not null,
  media_type text        not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  size       integer     not null check (size > 0 and size <= 5242880),
  digest     bytea       not null check (length(digest) = 32),
  content    bytea       not null,
  added_by   text        not null,
  added_at   timestamptz not null,
  primary key (region, id),
  unique (region, case_id, digest),
  foreign key (region, case_id) references cases_case (region, id)
);
alter table cases_document alter column content set storage external;  -- sealed bytes do not compress

revoke update, delete, truncate on cases_event, cases_document from mingzhang_app;
revoke delete, truncate on cases_case from mingzhang_app;
