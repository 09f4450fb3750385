-- Why a coverage ended or stands still, from a closed list, and the rule behind the first day of benefit.
alter table enrolment_coverage add column cause text
  check (cause in ('left_job', 'retired', 'moved_away', 'removed_by_employer', 'died', 'joined_other_scheme', 'own_wish',
                   'cancelled', 'arrears', 'verification', 'court_order', 'duplicate'));
alter table enrolment_coverage add column entitled_rule text not null default '';

-- The case whose papers prove a change of identity.
alter table enrolment_identity add column case_id bigint;

-- What was done in the register, for whom, from which day, by whom and when: the life behind the status.
create table enrolment_event (
  region      char(6) not null,
  id          bigint  generated always as identity,
  person_id   bigint  not null,
  coverage_id bigint,
  verb        text    not null check (verb in (
                'registered', 'renewed', 'suspended', 'resumed', 'stopped', 'confirmed', 'hired', 'left',
                'category_changed', 'retired', 'died', 'transfer_asked', 'transferred_out', 'transferred_in',
                'transfer_refused', 'duplicate_ended', 'identity_changed', 'months_deemed', 'months_undeemed',
                'entitlement_restored')),
  cause       text    not null default '',
  takes_effect date   not null,
  done_by     text    not null,
  done_at     timestamptz not null,
  case_id     bigint,
  note        text    not null default '',
  primary key (region, id),
  foreign key (region, person_id) references enrolment_person (region, id)
);
create index enrolment_event_person on enrolment_event (region, person_id, id);

-- 关系转移: months and money that a certificate carries from one pooling region to another. Money in fen, as stated.
create table enrolment_transfer (
  region          char(6) not null,
  id              bigint  generated always as identity,
  person_id       bigint  not null,
  direction       text    not null check (direction in ('out', 'in')),
  other_region    char(6) not null,
  other_id        bigint,                          -- the other side's transfer, where its books are these books
  state           text    not null check (state in ('asked', 'confirmed', 'done', 'refused')),
  employee_months int     not null default 0 check (employee_months >= 0),
  resident_months int     not null default 0 check (resident_months >= 0),
  account_fen     bigint  not null default 0 check (account_fen >= 0),
  certificate     text    not null default '',
  asked_on        date    not null,
  closed_on       date,                            -- from this day the old place covers no longer
  done_on         date,
  reason          text    not null default '',
  case_id         bigint,
  primary key (region, id),
  foreign key (region, person_id) references enrolment_person (region, id),
  check (region <> other_region)
);
create index enrolment_transfer_person on enrolment_transfer (region, person_id);
create unique index enrolment_transfer_one_open on enrolment_transfer (region, person_id, direction)
  where state in ('asked', 'confirmed');
create unique index enrolment_transfer_certificate on enrolment_transfer (region, other_region, certificate)
  where direction = 'in' and certificate <> '' and state <> 'refused';

-- 视同缴费: months that count as paid because of work before contributions existed; never changed, only revoked.
create table enrolment_deemed (
  region      char(6) not null,
  id          bigint  generated always as identity,
  person_id   bigint  not null,
  months      int     not null check (months > 0),
  basis       text    not null,
  recorded_by text    not null,
  recorded_at timestamptz not null,
  case_id     bigint,
  revoked_at  timestamptz,
  primary key (region, id),
  foreign key (region, person_id) references enrolment_person (region, id)
);
create index enrolment_deemed_person on enrolment_deemed (region, person_id);
