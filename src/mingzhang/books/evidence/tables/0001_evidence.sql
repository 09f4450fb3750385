-- One row for each answered request that may have an effect: the proof that it had it once.
create table evidence_answer (
  region           char(6)     not null,
  institution_code text        not null,
  transaction_no   text        not null,
  message_id       text        not null,
  body_digest      bytea       not null,
  answer           bytea       not null,
  refused          boolean     not null,
  event_kind       text,                          -- what it booked, for reversal: 'settlement', 'visit', ...
  event_id         bigint,
  reversed_by      text,                          -- message id of the reversal, once undone
  answered_at      timestamptz not null default now(),
  primary key (region, institution_code, transaction_no, message_id)
);

-- Every message that reached the gateway, refused ones included; what we read and what we said.
create table evidence_request (
  region           char(6)     not null,
  id               bigint      generated always as identity,
  institution_code text        not null,
  transaction_no   text        not null,
  message_id       text        not null,
  received_at      timestamptz not null,
  outcome          text        not null,          -- 'ok', 'replayed' or the refusal's code
  person_id        bigint,
  lookup_id        text        not null,          -- what err_msg quotes, for the desk
  facts            jsonb       not null default '{}',
  primary key (region, id)
);
create index evidence_request_person on evidence_request (region, person_id, id) where person_id is not null;

-- What happened at the doors to a person and can be proved later.
create table evidence_event (
  region         char(6)     not null,
  id             bigint      generated always as identity,
  kind           text        not null,            -- FAILED_SWIPE, CARD_READ_ERROR, REJECTED_LOGIN, WRONG_REGION_LOOKUP, BANK_ACCOUNT_LOOKUP, CLIENT_TIMEOUT
  person_id      bigint,
  institution_id bigint,
  channel        text        not null,
  happened_at    timestamptz not null default now(),
  detail         jsonb       not null default '{}',
  primary key (region, id)
);
create index evidence_event_person on evidence_event (region, person_id, kind, happened_at);

-- Who looked at whose data, shown to that person.
create table evidence_lookup (
  region     char(6)     not null,
  id         bigint      generated always as identity,
  person_id  bigint      not null,
  looked_at  timestamptz not null default now(),
  channel    text        not null,
  actor      text        not null,
  purpose    text        not null,
  primary key (region, id)
);
create index evidence_lookup_person on evidence_lookup (region, person_id, id);

create table evidence_outage (
  region         char(6)   not null,
  id             bigint    generated always as identity,
  module         text      not null,              -- 'platform', 'portal', 'institution_link', 'bank_link'
  institution_id bigint,
  planned        boolean   not null,
  span           tstzrange not null,
  note           text      not null,
  primary key (region, id)
);

-- What each channel last copied of a balance, and when: how a stale screen is proved.
create table evidence_channel_copy (
  region      char(6)     not null,
  channel     text        not null,
  person_id   bigint      not null,
  balance_fen bigint,
  copied_at   timestamptz not null,
  primary key (region, channel, person_id)
);

create table evidence_audit (
  region   char(6)     not null,
  id       bigint      not null,                  -- 1, 2, 3 ... without a gap, so a cut is seen
  at       timestamptz not null default now(),
  actor    text        not null,
  action   text        not null,
  subject  text        not null,
  facts    jsonb       not null default '{}',
  previous bytea       not null,
  digest   bytea       not null,
  primary key (region, id)
);
revoke update, delete, truncate on evidence_audit, evidence_request, evidence_event, evidence_lookup from mingzhang_app;

-- One-time codes and messages to people; the demo shows them on its outbox page.
create table evidence_outbox (
  region     char(6)     not null,
  id         bigint      generated always as identity,
  person_id  bigint      not null,
  channel    text        not null,
  kind       text        not null,
  body       text        not null,
  created_at timestamptz not null default now(),
  primary key (region, id)
);
create index evidence_outbox_person on evidence_outbox (region, person_id, id);
