-- Accounts are named by what they are and whose: (kind, owner). Only personal accounts keep a balance row;
-- a fund's balance is its last rollup plus the transfers after it, so that no hot row serialises settlements.
create table ledger_account (
  region      char(6) not null,
  kind        text    not null check (kind in ('personal')),
  owner       bigint  not null,
  balance_fen bigint  not null default 0,
  held_fen    bigint  not null default 0,
  version     bigint  not null default 0,
  primary key (region, kind, owner),
  check (held_fen >= 0 and balance_fen >= held_fen)
) with (fillfactor = 60);

create sequence ledger_group_seq;
create table ledger_transfer (
  region       char(6) not null,
  id           bigint  generated always as identity,
  group_id     bigint  not null,                  -- all transfers of one business event: all or none
  code         text    not null,                  -- closed list: mingzhang.books.ledger.codes
  debit_kind   text    not null,
  debit_owner  bigint  not null default 0,
  credit_kind  text    not null,
  credit_owner bigint  not null default 0,
  amount_fen   bigint  not null check (amount_fen > 0),
  effective_on date    not null,
  booked_on    date    not null default (now() at time zone 'Asia/Shanghai')::date,
  booked_at    timestamptz not null default now(),
  booked_xid   xid8    not null default pg_current_xact_id(),
  event_kind   text    not null,                  -- 'allocation', 'settlement', 'contribution', ...
  event_id     bigint  not null,
  corrects     bigint,                            -- the group this one corrects
  primary key (region, id),
  check ((debit_kind, debit_owner) <> (credit_kind, credit_owner))
);
create index ledger_transfer_debit  on ledger_transfer (region, debit_owner, id)  where debit_owner <> 0;
create index ledger_transfer_credit on ledger_transfer (region, credit_owner, id) where credit_owner <> 0;
create index ledger_transfer_group  on ledger_transfer (region, group_id);
create index ledger_transfer_xid    on ledger_transfer (region, booked_xid);  -- what came after the last rollup
create index ledger_transfer_day    on ledger_transfer using brin (booked_on);
create index ledger_transfer_corrects on ledger_transfer (region, corrects) where corrects is not null;
revoke update, delete, truncate on ledger_transfer from mingzhang_app;

create table ledger_hold (
  region     char(6) not null,
  id         bigint  generated always as identity,
  kind       text    not null,
  owner      bigint  not null,
  amount_fen bigint  not null check (amount_fen > 0),
  reason     text    not null,                    -- NOT_ACTIVATED, FROZEN, UNFINISHED_BILL
  authority  text,                                -- who ordered it, under which legal basis
  placed_at  timestamptz not null default now(),
  expires_at timestamptz,
  state      text    not null default 'held' check (state in ('held', 'posted', 'voided', 'expired')),
  closed_at  timestamptz,
  primary key (region, id)
);
create index ledger_hold_open on ledger_hold (region, kind, owner) where state = 'held';

create table ledger_rollup (
  region      char(6) not null,
  kind        text    not null,
  owner       bigint  not null,
  through_xid xid8    not null,                   -- every transfer of an older transaction is inside
  balance_fen bigint  not null,
  rolled_at   timestamptz not null default now(),
  primary key (region, kind, owner)
);

create table ledger_chain (
  region    char(6) not null,
  day       date    not null,
  transfers bigint  not null,
  digest    bytea   not null,
  previous  bytea   not null,
  sealed_at timestamptz not null default now(),
  primary key (region, day)
);
revoke update, delete, truncate on ledger_chain from mingzhang_app;
