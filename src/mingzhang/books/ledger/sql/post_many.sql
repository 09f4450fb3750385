-- name: open_stage
create temporary table if not exists ledger_staged (
  group_id     bigint not null,
  code         text   not null,
  debit_kind   text   not null,
  debit_owner  bigint not null,
  credit_kind  text   not null,
  credit_owner bigint not null,
  amount_fen   bigint not null,
  effective_on date   not null,
  event_kind   text   not null,
  event_id     bigint not null,
  corrects     bigint
) on commit delete rows

-- name: clear_stage
delete from ledger_staged

-- name: takes_from_accounts
select exists (select from ledger_staged where debit_kind = 'personal')

-- name: add_to_balances
-- Where money only comes: rows are made or raised one by one in the order of their owners, which also locks them so.
insert into ledger_account as a (region, kind, owner, balance_fen)
select %(region)s, 'personal', credit_owner, sum(amount_fen)
from ledger_staged
where credit_kind = 'personal'
group by credit_owner
order by credit_owner
on conflict (region, kind, owner) do update
  set balance_fen = a.balance_fen + excluded.balance_fen, version = a.version + 1

-- name: add_missing_accounts
insert into ledger_account (region, kind, owner)
select %(region)s, 'personal', owner
from (select debit_owner as owner from ledger_staged where debit_kind = 'personal'
      union
      select credit_owner from ledger_staged where credit_kind = 'personal') as owners
order by owner
on conflict do nothing

-- name: lock_and_count_short
with change as materialized (
  select owner, sum(amount) as amount
  from (select debit_owner as owner, -amount_fen as amount from ledger_staged where debit_kind = 'personal'
        union all
        select credit_owner, amount_fen from ledger_staged where credit_kind = 'personal') as moves
  group by owner
), locked as materialized (
  select a.owner, a.balance_fen - a.held_fen as available
  from ledger_account a
  where a.region = %(region)s and a.kind = 'personal' and a.owner in (select owner from change)
  order by a.owner
  for update
)
select count(*) from locked join change using (owner) where amount < 0 and available + amount < 0

-- name: move_balances
update ledger_account a
set balance_fen = a.balance_fen + change.amount, version = a.version + 1
from (select owner, sum(amount) as amount
      from (select debit_owner as owner, -amount_fen as amount from ledger_staged where debit_kind = 'personal'
            union all
            select credit_owner, amount_fen from ledger_staged where credit_kind = 'personal') as moves
      group by owner) as change
where a.region = %(region)s and a.kind = 'personal' and a.owner = change.owner

-- name: insert_transfers
with written as (
  insert into ledger_transfer (region, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen,
                               effective_on, event_kind, event_id, corrects)
  select %(region)s, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen,
         effective_on, event_kind, event_id, corrects
  from ledger_staged
  order by group_id
  returning amount_fen
)
select count(*), coalesce(sum(amount_fen), 0) from written
