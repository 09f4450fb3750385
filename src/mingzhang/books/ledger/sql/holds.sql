-- name: raise_held
update ledger_account
set held_fen = held_fen + %(amount)s, version = version + 1
where region = %(region)s and kind = 'personal' and owner = %(owner)s and balance_fen - held_fen >= %(amount)s
returning held_fen

-- name: hold_available
with free as (
  select owner, balance_fen - held_fen as amount
  from ledger_account
  where region = %(region)s and kind = 'personal' and owner = %(owner)s and balance_fen > held_fen
  for update
), raised as (
  update ledger_account a
  set held_fen = a.held_fen + free.amount, version = a.version + 1
  from free
  where a.region = %(region)s and a.kind = 'personal' and a.owner = free.owner
  returning free.owner, free.amount
)
insert into ledger_hold (region, kind, owner, amount_fen, reason, authority, placed_at)
select %(region)s, 'personal', owner, amount, %(reason)s, %(authority)s, %(at)s from raised
returning id

-- name: insert_hold
insert into ledger_hold (region, kind, owner, amount_fen, reason, authority, placed_at, expires_at)
values (%(region)s, %(kind)s, %(owner)s, %(amount)s, %(reason)s, %(authority)s, %(at)s, %(expires_at)s)
returning id

-- name: lock_account_of_hold
select 1
from ledger_account a
join ledger_hold h on h.region = a.region and h.kind = a.kind and h.owner = a.owner
where h.region = %(region)s and h.id = %(hold_id)s
for update of a

-- name: close_hold
with closed as (
  update ledger_hold
  set state = %(state)s, closed_at = %(at)s
  where region = %(region)s and id = %(hold_id)s and state = 'held'
  returning owner, amount_fen
)
update ledger_account a
set held_fen = a.held_fen - closed.amount_fen, version = a.version + 1
from closed
where a.region = %(region)s and a.kind = 'personal' and a.owner = closed.owner
returning closed.amount_fen

-- name: expired
select id
from ledger_hold
where region = %(region)s and state = 'held' and expires_at <= %(at)s
order by owner, id

-- name: place_many
with wanted as materialized (select * from ledger_staged_hold order by owner), placed as (
  insert into ledger_hold (region, kind, owner, amount_fen, reason, placed_at)
  select %(region)s, 'personal', owner, amount_fen, reason, %(at)s from wanted
), raised as (
  update ledger_account a
  set held_fen = a.held_fen + more.amount_fen, version = a.version + 1
  from (select owner, sum(amount_fen) as amount_fen from wanted group by owner) as more
  where a.region = %(region)s and a.kind = 'personal' and a.owner = more.owner
    and a.balance_fen - a.held_fen >= more.amount_fen
  returning a.owner
)
select (select count(distinct owner) from wanted), (select count(*) from raised)

-- name: open_stage
create temporary table if not exists ledger_staged_hold (
  owner      bigint not null,
  amount_fen bigint not null,
  reason     text   not null
) on commit delete rows

-- name: clear_stage
delete from ledger_staged_hold
