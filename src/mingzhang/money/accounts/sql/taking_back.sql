-- name: one_at_a_time
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':allocation', 0))

-- name: allocated
select month, amount_fen, longcare_fen
from accounts_item
where region = %(region)s and person_id = %(person_id)s and month = any(%(months)s) and state = 'posted' and rate_bp > 0
order by month
for update

-- name: wait_again
-- The shares wait for money again, as their months are unpaid; what was booked and taken back stays in the ledger.
update accounts_item
set state = 'waiting_money', posted_at = null, group_id = null, made_up = false
where region = %(region)s and person_id = %(person_id)s and month = any(%(months)s) and state = 'posted' and rate_bp > 0
