-- An account that was closed and opened anew: its earlier lives.
alter table accounts_account add column closed_reason text;   -- EMPTY, or the ground on which it was paid out or moved
create table accounts_past (
  region        char(6) not null,
  id            bigint  generated always as identity,
  person_id     bigint  not null,
  opened_on     date    not null,
  activated_on  date,
  closed_on     date    not null,
  closed_reason text,
  primary key (region, id)
);
create index accounts_past_person on accounts_past (region, person_id);

alter table accounts_freeze add column placed_by text;         -- who entered the order
alter table accounts_freeze add column lifted_by text;
alter table accounts_freeze add column lifted_at timestamptz;
alter table accounts_freeze add column lift_basis text;        -- the document that ended it; none: its time ran out
alter table accounts_freeze add column case_id bigint;
-- Freezes that still have to be let go by the clock.
create index accounts_freeze_ending on accounts_freeze (region, upper(span)) where not upper_inf(span);

-- What is taken off the month's share before it arrives, for long-term care 长护险.
alter table accounts_item add column longcare_fen bigint not null default 0;

-- What a run did, and whom it left out and why, as it stood when the run finished.
create table accounts_run_result (
  region     char(6) not null,
  run_id     bigint  not null,
  reason     text    not null,                    -- records.SkipReason, or POSTED and MADE_UP
  category   text    not null default '',         -- of whom, where a rule about a category is the reason
  tier       text    not null default '',
  people     bigint  not null,
  amount_fen bigint  not null default 0,
  facts      jsonb   not null default '{}',       -- the rule, or the document that is missing
  primary key (region, run_id, reason, category, tier),
  foreign key (region, run_id) references accounts_run (region, id)
);

-- What a year's interest gave to an account; once for each year.
create table accounts_interest (
  region      char(6) not null,
  person_id   bigint  not null,
  year        integer not null,                   -- named by the calendar year in which it begins
  until       date    not null,                   -- computed up to but without this day
  parts       numeric not null,                   -- sum of fen x days x basis points
  days_basis  integer not null,
  amount_fen  bigint  not null check (amount_fen >= 0),
  rule        text    not null,
  credited_on date    not null,
  posted_at   timestamptz not null,
  group_id    bigint,                             -- none: the interest is nothing
  primary key (region, person_id, year)
);

-- The change of years: from this day on what was left is prior-year money 历年结余.
create table accounts_carry_over (
  region      char(6) not null,
  year        integer not null,                   -- the year that began
  starts      date    not null,
  accounts    bigint  not null,
  carried_fen bigint  not null,
  carried_at  timestamptz not null,
  rule        text    not null,
  primary key (region, year)
);

create table accounts_withdrawal (
  region       char(6) not null,
  id           bigint  generated always as identity,
  person_id    bigint  not null,
  ground       text    not null check (ground in ('death', 'emigration', 'settled_elsewhere', 'transfer')),
  case_id      bigint  not null,                  -- the decided case behind it
  amount_fen   bigint  not null check (amount_fen >= 0),
  interest_fen bigint,                            -- inside the amount; none: the rule of interest is not known
  closes       boolean not null,
  ordered_by   text    not null,
  ordered_at   timestamptz not null,
  rule         text    not null,
  group_id     bigint,
  primary key (region, id),
  unique (region, case_id),
  foreign key (region, person_id) references enrolment_person (region, id)
);
create index accounts_withdrawal_person on accounts_withdrawal (region, person_id);

-- A payment to somebody's bank account; the account's number is sealed.
create table accounts_payout (
  region       char(6) not null,
  id           bigint  generated always as identity,
  kind         text    not null check (kind in ('withdrawal', 'move', 'owed')),
  source_id    bigint  not null,                  -- the withdrawal, the move, or the ledger's group
  person_id    bigint  not null,                  -- whose money it is
  payee        text    not null,
  bank_sealed  bytea   not null,
  share_bp     integer not null check (share_bp between 1 and 10000),
  amount_fen   bigint  not null check (amount_fen > 0),
  state        text    not null default 'ordered' check (state in ('ordered', 'sent', 'paid', 'failed')),
  expected_on  date,
  primary key (region, id)
);
create index accounts_payout_person on accounts_payout (region, person_id);
create index accounts_payout_open on accounts_payout (region, state, id) where state <> 'paid';
create table accounts_payout_event (
  region    char(6) not null,
  id        bigint  generated always as identity,
  payout_id bigint  not null,
  state     text    not null,
  at        timestamptz not null,
  by_whom   text    not null,
  serial    text    not null default '',          -- the bank's number of the payment
  reason    text    not null default '',          -- why the bank returned it
  primary key (region, id),
  foreign key (region, payout_id) references accounts_payout (region, id)
);
create index accounts_payout_event_payout on accounts_payout_event (region, payout_id, id);
revoke update, delete, truncate on accounts_payout_event from mingzhang_app;

-- Money that moves with a person between regions; the certificate's number is known to both sides.
create table accounts_move (
  region       char(6) not null,
  id           bigint  generated always as identity,
  direction    text    not null check (direction in ('out', 'in')),
  certificate  text    not null,
  person_id    bigint  not null,
  other_region char(6) not null,
  amount_fen   bigint  not null check (amount_fen >= 0),
  state        text    not null check (state in ('waiting', 'confirmed')),
  moved_by     text    not null,
  moved_at     timestamptz not null,
  confirmed_at timestamptz,
  group_id     bigint,
  primary key (region, id),
  unique (region, direction, certificate)
);
create index accounts_move_person on accounts_move (region, person_id);
