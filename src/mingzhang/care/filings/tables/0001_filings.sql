create table filings_offsite (
  region    char(6) not null,
  id        bigint  generated always as identity,
  person_id bigint  not null,
  kind      text    not null,                     -- long_term, temporary, referral, emergency
  place     char(6) not null,
  filed_at  timestamptz not null default now(),
  holds     daterange not null,
  primary key (region, id),
  foreign key (region, person_id) references enrolment_person (region, id)
);
create table filings_choice (
  region             char(6) not null,
  id                 bigint  generated always as identity,
  person_id          bigint  not null,
  benefit            text    not null,            -- 'outpatient'
  kind               text    not null,            -- 'primary' | 'other'
  institution_region char(6) not null,
  institution_id     bigint  not null,
  holds              daterange not null,
  primary key (region, id),
  foreign key (region, person_id) references enrolment_person (region, id),
  exclude using gist (region with =, person_id with =, benefit with =, kind with =, holds with &&)
);
create index filings_offsite_person on filings_offsite (region, person_id);
create index filings_choice_person on filings_choice (region, person_id);
