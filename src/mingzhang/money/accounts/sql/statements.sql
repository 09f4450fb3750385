-- name: given
-- What the movements of allocations were given for: month, due day, and the moment of the run, by the ledger's group.
select i.group_id, i.month, i.due_on, i.posted_at
from accounts_item i
where i.region = %(region)s and i.person_id = %(person_id)s and i.group_id = any(%(groups)s)

-- name: moves
select id, direction, certificate, person_id, other_region, amount_fen, state, moved_by, moved_at, confirmed_at, group_id
from accounts_move
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: withdrawals
select id, person_id, ground, case_id, amount_fen, interest_fen, closes, ordered_by, ordered_at, rule, group_id
from accounts_withdrawal
where region = %(region)s and person_id = %(person_id)s
order by id

-- name: payouts_of_person
select p.id, p.kind, p.source_id, p.person_id, p.payee, p.bank_sealed, p.share_bp, p.amount_fen, p.state, p.expected_on,
       (select jsonb_agg(jsonb_build_array(e.state, e.at, e.by_whom, e.serial, e.reason) order by e.id)
        from accounts_payout_event e where e.region = p.region and e.payout_id = p.id)
from accounts_payout p
where p.region = %(region)s and p.person_id = %(person_id)s
order by p.id

-- name: payouts_in_state
select p.id, p.kind, p.source_id, p.person_id, p.payee, p.bank_sealed, p.share_bp, p.amount_fen, p.state, p.expected_on,
       (select jsonb_agg(jsonb_build_array(e.state, e.at, e.by_whom, e.serial, e.reason) order by e.id)
        from accounts_payout_event e where e.region = p.region and e.payout_id = p.id)
from accounts_payout p
where p.region = %(region)s and p.state = any(%(states)s) and p.id > %(after)s
order by p.id
limit %(limit)s

-- name: payout
select p.id, p.kind, p.source_id, p.person_id, p.payee, p.bank_sealed, p.share_bp, p.amount_fen, p.state, p.expected_on,
       (select jsonb_agg(jsonb_build_array(e.state, e.at, e.by_whom, e.serial, e.reason) order by e.id)
        from accounts_payout_event e where e.region = p.region and e.payout_id = p.id)
from accounts_payout p
where p.region = %(region)s and p.id = %(payout_id)s

-- name: interest_of
select person_id, year, until, days_basis, amount_fen, rule, credited_on, posted_at, group_id
from accounts_interest
where region = %(region)s and person_id = %(person_id)s
order by year

-- name: carry_overs
select year, starts, accounts, carried_fen, carried_at, rule
from accounts_carry_over
where region = %(region)s
order by year
