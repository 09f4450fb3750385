-- What of a payment is a late fee, and which lines paid for what was paid already: their money waits to go back.
alter table contributions_receipt_line add column late_fee_fen bigint not null default 0 check (late_fee_fen >= 0);
alter table contributions_receipt_line add column set_aside boolean not null default false;

-- What a channel brought on a day, for its bill.
create index contributions_receipt_day on contributions_receipt (region, channel, received_at);
