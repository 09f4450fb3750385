-- name: one_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':chain', 0))

-- name: seals
select day, transfers, digest, previous from ledger_chain where region = %(region)s order by day

-- name: days_to_seal
select booked_on
from ledger_transfer
where region = %(region)s
  and booked_on > coalesce((select max(day) from ledger_chain where region = %(region)s), '-infinity')
group by booked_on
order by booked_on

-- name: insert_seal
insert into ledger_chain (region, day, transfers, digest, previous)
values (%(region)s, %(day)s, %(transfers)s, %(digest)s, %(previous)s)

-- name: unsealed_days
-- Days with transfers inside the chain's span that have no seal: a seal was taken out.
select booked_on, count(*)
from ledger_transfer t
where region = %(region)s
  and booked_on < (select max(day) from ledger_chain where region = %(region)s)
  and not exists (select from ledger_chain c where c.region = t.region and c.day = t.booked_on)
group by booked_on
order by booked_on

-- name: day
copy (
  select region, id, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, effective_on,
         booked_on, extract(epoch from booked_at), booked_xid, event_kind, event_id, corrects
  from ledger_transfer
  where region = %(region)s and booked_on = %(day)s
  order by id
) to stdout
