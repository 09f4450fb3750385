-- name: lock_person
select pg_advisory_xact_lock(hashtextextended(%(region)s || ':owed', %(person_id)s))

-- name: insert_withdrawal
insert into accounts_withdrawal (region, person_id, ground, case_id, amount_fen, interest_fen, closes, ordered_by,
                                 ordered_at, rule)
values (%(region)s, %(person_id)s, %(ground)s, %(case_id)s, %(amount_fen)s, %(interest_fen)s, %(closes)s, %(by)s,
        %(now)s, %(rule)s)
returning id

-- name: withdrawal_booked
update accounts_withdrawal set group_id = %(group_id)s where region = %(region)s and id = %(id)s

-- name: withdrawal_of_case
select person_id, id from accounts_withdrawal where region = %(region)s and case_id = %(case_id)s

-- name: interest_at_end
insert into accounts_interest (region, person_id, year, until, parts, days_basis, amount_fen, rule, credited_on,
                               posted_at, group_id)
values (%(region)s, %(person_id)s, %(year)s, %(until)s, %(parts)s, %(days_basis)s, %(amount_fen)s, %(rule)s, %(on)s,
        %(now)s, %(group_id)s)
on conflict do nothing
returning year

-- name: newest_year
select max(year) from accounts_interest where region = %(region)s and person_id = %(person_id)s

-- name: insert_payout
insert into accounts_payout (region, kind, source_id, person_id, payee, bank_sealed, share_bp, amount_fen, expected_on)
values (%(region)s, %(kind)s, %(source_id)s, %(person_id)s, %(payee)s, %(bank_sealed)s, %(share_bp)s, %(amount_fen)s,
        %(expected_on)s)
returning id

-- name: lock_payout
select state from accounts_payout where region = %(region)s and id = %(payout_id)s for update

-- name: move_payout
update accounts_payout set state = %(state)s where region = %(region)s and id = %(payout_id)s

-- name: change_payee
update accounts_payout
set payee = %(payee)s, bank_sealed = %(bank_sealed)s, state = 'ordered'
where region = %(region)s and id = %(payout_id)s

-- name: insert_step
insert into accounts_payout_event (region, payout_id, state, at, by_whom, serial, reason)
values (%(region)s, %(payout_id)s, %(state)s, %(now)s, %(by)s, %(serial)s, %(reason)s)

-- name: move
select id, direction, certificate, person_id, other_region, amount_fen, state, moved_by, moved_at, confirmed_at, group_id
from accounts_move
where region = %(region)s and direction = %(direction)s and certificate = %(certificate)s
for update

-- name: insert_move
insert into accounts_move (region, direction, certificate, person_id, other_region, amount_fen, state, moved_by,
                           moved_at, confirmed_at)
values (%(region)s, %(direction)s, %(certificate)s, %(person_id)s, %(other_region)s, %(amount_fen)s, %(state)s, %(by)s,
        %(now)s, %(confirmed_at)s)
on conflict (region, direction, certificate) do nothing
returning id

-- name: move_booked
update accounts_move set group_id = %(group_id)s where region = %(region)s and id = %(id)s

-- name: confirm_move
update accounts_move
set state = 'confirmed', confirmed_at = %(now)s
where region = %(region)s and direction = 'out' and certificate = %(certificate)s and state = 'waiting'
