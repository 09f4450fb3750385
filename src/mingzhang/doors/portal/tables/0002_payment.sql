-- A form of payment that was confirmed, by its one-time token: sent twice it is still one order.
create table portal_payment (
  region      char(6)     not null,
  token       bytea       not null,
  payer_id    bigint      not null,
  order_id    bigint,
  demo_answer text check (demo_answer in ('at_once', 'slowly', 'never', 'refuses')),   -- of the demo's channel only
  sent_at     timestamptz not null,
  primary key (region, token)
);
create index portal_payment_order on portal_payment (region, order_id);
