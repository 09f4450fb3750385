-- The agency's own people. Accounts belong to no pooling region and stand under 000000; `regions` is where they work.
create table counter_staff (
  region          char(6)     not null default '000000',
  id              bigint      generated always as identity,
  code            text        not null check (code ~ '^[a-z][a-z0-9]{2,19}$'),
  name            text        not null,
  office          text        not null,             -- told to the people whose records are looked at
  regions         char(6)[]   not null check (cardinality(regions) > 0),
  roles           text[]      not null default '{}',
  password        text        not null,             -- argon2id, salted; never the password itself
  must_change     boolean     not null,             -- somebody else knows the password
  failures        smallint    not null default 0,
  locked_until    timestamptz,                      -- by wrong passwords; each further one doubles the time
  locked_by       text,                             -- by a security administrator, until unlocked
  demo            boolean     not null default false, -- known password: lets in only while the demonstration runs
  created_by      text        not null,
  created_at      timestamptz not null,
  primary key (region, id),
  unique (region, code),
  check (roles <@ array['clerk', 'checker', 'supervisor', 'finance', 'system', 'security', 'audit']),
  -- The three administrators are three people, and none of them does the agency's business.
  check (cardinality(roles) <= 1 or not roles && array['system', 'security', 'audit'])
);

-- A wish to give somebody more than they have; another security administrator grants or refuses it.
create table counter_grant (
  region     char(6)     not null default '000000',
  id         bigint      generated always as identity,
  staff_id   bigint      not null,
  roles      text[]      not null,
  regions    char(6)[]   not null,
  reason     text        not null,
  asked_by   text        not null,
  asked_at   timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  granted    boolean,
  primary key (region, id),
  foreign key (region, staff_id) references counter_staff (region, id),
  check (decided_by is null or decided_by <> asked_by)
);
create unique index counter_grant_open on counter_grant (region, staff_id) where decided_by is null;

-- Who sits at a desk now. The browser holds the token, the books only its digest.
create table counter_session (
  region        char(6)     not null default '000000',
  token_digest  bytea       not null,
  staff_id      bigint      not null,
  chosen_region char(6)     not null,
  address       text        not null,
  started_at    timestamptz not null,
  seen_at       timestamptz not null,
  ended_at      timestamptz,
  primary key (region, token_digest),
  foreign key (region, staff_id) references counter_staff (region, id)
);
create index counter_session_staff on counter_session (region, staff_id) where ended_at is null;

-- A person's record that a staff member has opened, for a stated purpose, and until when it stays open.
create table counter_look (
  region      char(6)     not null,
  staff_code  text        not null,
  person_id   bigint      not null,
  purpose     text        not null,
  reference   text        not null,
  opened_at   timestamptz not null,
  primary key (region, staff_code, person_id, purpose, reference)
);
create index counter_look_opened on counter_look (region, opened_at);
