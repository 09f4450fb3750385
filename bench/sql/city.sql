-- name: no_overlap_check
-- Each person has one coverage; checking a million of them against each other would take longer than all the rest.
alter table enrolment_coverage drop constraint enrolment_coverage_region_person_id_holds_excl

-- name: people
insert into enrolment_person (region, name, gender, birth_date)
select %(region)s, '测试人', 1 + number %% 2,
       case when number %% 4 = 0 then '1950-01-01'::date else '1975-01-01'::date end + (number %% 7000)
from generate_series(1, %(people)s) as number

-- name: coverages
-- Every fourth person is retired, the others are in service; nobody is anybody.
insert into enrolment_coverage (region, person_id, scheme, category, confirmed_on, entitled_from, holds)
select region, id, 'employee', case when birth_date < '1972-01-01' then 'retired' else 'in_service' end,
       %(since)s, %(since)s, daterange(%(since)s, null)
from enrolment_person
where region = %(region)s

-- name: cards
insert into enrolment_credential (region, person_id, kind, number, issued_on, activated_on, holds)
select region, id, 'card', 'B' || id, %(since)s, %(since)s, daterange(%(since)s, null)
from enrolment_person
where region = %(region)s

-- name: accounts
insert into accounts_account (region, person_id, opened_on, activated_on)
select region, id, %(since)s, %(since)s from enrolment_person where region = %(region)s

-- name: balances
insert into ledger_account (region, kind, owner)
select region, 'personal', id from enrolment_person where region = %(region)s order by id

-- name: dues
-- A month that everybody in service has paid in full.
insert into contributions_due (region, person_id, scheme, month, coverage_id, base_fen, person_due_fen,
                               employer_due_fen, account_base_fen, account_rate_bp, account_part_fen, due_on,
                               assessed_on, rule, person_paid_fen, employer_paid_fen, paid_at)
select region, person_id, 'employee', %(month)s, id, base, base / 50, base / 20, base, 200, base / 50, %(month)s,
       %(month)s, 'bench', base / 50, base / 20, %(month)s::timestamptz
from (select c.*, 500000 + 10000 * (person_id %% 200) as base from enrolment_coverage c) as c
where region = %(region)s and category = 'in_service'

-- name: peer_balances_there
insert into ledger_account (region, kind, owner)
select %(region)s, 'personal', owner from ledger_account where region = %(from_region)s order by owner

-- name: peer_rows
-- What the run wrote, to be written once more under another region's key.
create table bench_row as
select i.*, t.code, t.debit_kind, t.effective_on
from accounts_item i
join ledger_transfer t on t.region = i.region and t.group_id = i.group_id
where i.region = %(from_region)s and i.month = %(month)s
order by i.person_id

-- name: peer_items
insert into accounts_item (region, person_id, month, run_id, state, base_fen, rate_bp, amount_fen, rule, due_on,
                           posted_at, group_id)
select %(region)s, person_id, month, run_id, state, base_fen, rate_bp, amount_fen, rule, due_on, posted_at, group_id
from bench_row

-- name: peer_transfers
insert into ledger_transfer (region, group_id, code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen,
                             effective_on, event_kind, event_id)
select %(region)s, group_id, code, debit_kind, 0, 'personal', person_id, amount_fen, effective_on, 'allocation', run_id
from bench_row

-- name: peer_balances
update ledger_account a
set balance_fen = a.balance_fen + row.amount_fen, version = a.version + 1
from bench_row row
where a.region = %(region)s and a.kind = 'personal' and a.owner = row.person_id
