-- name: lock_accounts
select owner, balance_fen, held_fen
from ledger_account
where region = %(region)s and kind = 'personal' and owner = any(%(owners)s)
order by owner
for update

-- name: add_missing_accounts
insert into ledger_account (region, kind, owner)
select %(region)s, 'personal', owner from unnest(%(owners)s::bigint[]) as owner
on conflict do nothing

-- name: move_balances
update ledger_account a
set balance_fen = a.balance_fen + change.amount, version = a.version + 1
from unnest(%(owners)s::bigint[], %(amounts)s::bigint[]) as change (owner, amount)
where a.region = %(region)s and a.kind = 'personal' and a.owner = change.owner

-- name: insert_group
with number as materialized (select nextval('ledger_group_seq') as group_id)
insert into ledger_transfer (region, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen,
                             effective_on, event_kind, event_id, corrects)
select %(region)s, number.group_id, e.code, e.debit_kind, e.debit_owner, e.credit_kind, e.credit_owner, e.amount,
       %(effective_on)s, %(event_kind)s, %(event_id)s, %(corrects)s
from number,
     unnest(%(codes)s::text[], %(debit_kinds)s::text[], %(debit_owners)s::bigint[], %(credit_kinds)s::text[],
            %(credit_owners)s::bigint[], %(amounts)s::bigint[])
       as e (code, debit_kind, debit_owner, credit_kind, credit_owner, amount)
returning group_id

-- name: lock_group
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':group', %(group_id)s))

-- name: transfers_of_group
select code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen
from ledger_transfer
where region = %(region)s and group_id = %(group_id)s
order by id

-- name: group_is_corrected
select 1 from ledger_transfer where region = %(region)s and corrects = %(group_id)s limit 1
