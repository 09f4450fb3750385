"""The allocation run: who gets what for a month, once, whatever happens in between."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations, queries
from mingzhang.money.accounts.records import RunResult
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions import queries as contribution_queries
from mingzhang.money.contributions.records import ReceiptLine
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment import queries as register

REGION = cast.GUANGZHOU
MARCH = date(2025, 3, 1)
APRIL = date(2025, 4, 1)


def balance(connection: Connection, person_id: int) -> int:
    return ledger.balance(connection, REGION, "personal", person_id).balance_fen


def enrol_workers(connection: Connection, wages_yuan: tuple[int, ...]) -> tuple[int, ...]:
    """Workers of one employer with these monthly wages, assessed for March 2025."""
    employer = cast.made(enrolment.register_employer(connection, REGION, "E009", "东园机械有限公司"))
    new = [cast.person(serial, f"工{serial}", cast.employee(employer.id)) for serial in range(1, len(wages_yuan) + 1)]
    people = cast.made(enrolment.enrol_many(connection, REGION, new, on=cast.START))
    declared = [(person_id, wage * 100) for person_id, wage in zip(people, wages_yuan, strict=True)]
    contributions.declare_bases(connection, REGION, declared, from_month=cast.START)
    assess(connection, MARCH)
    return people


def assess(connection: Connection, month: date) -> None:
    contributions.assess_month(connection, REGION, month, now=cast.at(month.replace(day=3)))


def pay(connection: Connection, month: date, on: date) -> None:
    contributions.receive_employers_month(connection, REGION, month, received_at=cast.at(on))


def run(connection: Connection, month: date, on: date, **options: int) -> RunResult:
    return cast.made(operations.run_allocation(connection, REGION, month, now=cast.at(on), **options))


def test_two_percent_of_the_clamped_base_is_posted(connection: Connection) -> None:
    low, middle, high = enrol_workers(connection, (3_000, 10_000, 40_000))
    pay(connection, MARCH, date(2025, 3, 15))
    result = run(connection, MARCH, date(2025, 3, 31))
    assert [balance(connection, person) for person in (low, middle, high)] == [12_472, 20_000, 62_358]
    assert (result.posted, result.posted_fen, result.waiting, result.made_up) == (3, 94_830, 0, 0)
    item = queries.items(connection, REGION, middle, MARCH, MARCH)[0]
    assert (item.state, item.base_fen, item.rate_bp, item.made_up) == ("posted", 1_000_000, 200, False)
    assert item.due_on == date(2025, 3, 31)
    assert "account.rate@2022-12-01" in item.rule


def test_a_second_run_of_the_month_posts_nothing(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    pay(connection, MARCH, date(2025, 3, 15))
    run(connection, MARCH, date(2025, 3, 31))
    again = run(connection, MARCH, date(2025, 4, 1))
    assert (again.posted, again.posted_fen, balance(connection, person)) == (0, 0, 20_000)


def test_an_unpaid_month_waits_and_is_made_up_by_the_next_run(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    march = run(connection, MARCH, date(2025, 3, 31))
    assert (march.posted, march.waiting, balance(connection, person)) == (0, 1, 0)
    assess(connection, APRIL)
    pay(connection, MARCH, date(2025, 4, 10))
    pay(connection, APRIL, date(2025, 4, 10))
    april = run(connection, APRIL, date(2025, 4, 30))
    assert (april.posted, april.made_up, april.made_up_fen, april.waiting) == (1, 1, 20_000, 0)
    items = queries.items(connection, REGION, person, MARCH, APRIL)
    assert [(item.month, item.state, item.made_up) for item in items] == [
        (MARCH, "posted", True),
        (APRIL, "posted", False),
    ]
    codes = [line.code for line in queries.movements(connection, REGION, person, MARCH, date(2025, 4, 30)).lines]
    assert sorted(codes) == ["ALLOCATION", "MAKE_UP"]


def test_a_month_found_due_only_later_is_made_up_too(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    february = date(2025, 2, 1)
    contributions.assess_month(connection, REGION, february, now=cast.at(date(2025, 3, 20)))
    pay(connection, february, date(2025, 3, 21))
    pay(connection, MARCH, date(2025, 3, 21))
    result = run(connection, MARCH, date(2025, 3, 31))
    assert (result.posted, result.made_up, balance(connection, person)) == (1, 1, 40_000)


def test_who_was_assessed_after_the_months_run_is_made_up_too(connection: Connection) -> None:
    (early,) = enrol_workers(connection, (10_000,))
    pay(connection, MARCH, date(2025, 3, 15))
    run(connection, MARCH, date(2025, 3, 28))
    employer = register.employer_by_code(connection, REGION, "E009")
    assert employer is not None
    new = cast.person(99, "新来", cast.employee(employer.id, starts=date(2025, 3, 20)))
    (late,) = cast.made(enrolment.enrol_many(connection, REGION, [new], on=MARCH))
    contributions.assess_month(connection, REGION, MARCH, now=cast.at(date(2025, 3, 29)))
    pay(connection, MARCH, date(2025, 3, 30))
    april = run(connection, APRIL, date(2025, 4, 30))
    assert (april.made_up, balance(connection, late), balance(connection, early)) == (1, 12_472, 20_000)


def test_part_of_the_contribution_is_not_enough(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    line = ReceiptLine(person, "employee", MARCH, 20_000, 44_999)
    cast.made(
        contributions.receive(
            connection,
            REGION,
            payer_kind="employer",
            payer_id=1,
            channel="tax",
            serial="T1",
            lines=(line,),
            received_at=cast.at(date(2025, 3, 15)),
        )
    )
    assert contribution_queries.months(connection, REGION, person, MARCH, MARCH, as_of=APRIL)[0].state == "part"
    assert run(connection, MARCH, date(2025, 3, 31)).waiting == 1
    assert balance(connection, person) == 0


def test_retired_people_get_the_fixed_amount_from_the_fund(connection: Connection) -> None:
    people = [
        cast.person(8, "退甲", cast.employee(None, "retired"), birth_date=date(1957, 2, 3)),
        cast.person(9, "退乙", cast.employee(None, "retired", starts=date(2025, 3, 2)), birth_date=date(1960, 2, 3)),
    ]
    retired, retired_in_march = cast.made(enrolment.enrol_many(connection, REGION, people, on=cast.START))
    run(connection, MARCH, date(2025, 3, 31))
    assert balance(connection, retired) == 16_042
    assert balance(connection, retired_in_march) == 0  # from the first full month
    assert ledger.fund_balance(connection, REGION, "employee_pooled") == -16_042


def test_the_dead_get_nothing_for_months_after_their_death(connection: Connection) -> None:
    people = [
        cast.person(serial, f"退{serial}", cast.employee(None, "retired"), birth_date=date(1957, 2, 3))
        for serial in (8, 9)
    ]
    in_march, in_february = cast.made(enrolment.enrol_many(connection, REGION, people, on=cast.START))
    enrolment.record_death(connection, REGION, in_march, on=MARCH)
    enrolment.record_death(connection, REGION, in_february, on=date(2025, 2, 28))
    run(connection, MARCH, date(2025, 3, 31))
    assert (balance(connection, in_march), balance(connection, in_february)) == (16_042, 0)


def test_retired_people_elsewhere_by_age(connection: Connection) -> None:
    people = [
        cast.person(8, "退甲", cast.employee(None, "retired"), birth_date=date(1955, 3, 1)),  # 70 on 2025-03-01
        cast.person(9, "退乙", cast.employee(None, "retired"), birth_date=date(1955, 3, 2)),  # 69 on 2025-03-01
    ]
    seventy, younger = cast.made(enrolment.enrol_many(connection, cast.BEIJING, people, on=cast.START))
    cast.made(operations.run_allocation(connection, cast.BEIJING, MARCH, now=cast.at(date(2025, 4, 3))))
    got = [ledger.balance(connection, cast.BEIJING, "personal", person).balance_fen for person in (seventy, younger)]
    assert got == [10_700, 9_700]  # 110 and 100 yuan, 3 yuan of large-amount payment taken off
    item = queries.items(connection, cast.BEIJING, seventy, MARCH, MARCH)[0]
    assert item.due_on == date(2025, 4, 5)  # 每月 5 日前


def test_money_of_an_account_not_activated_is_held_until_it_is(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    connection.execute("update enrolment_credential set activated_on = null")
    pay(connection, MARCH, date(2025, 3, 15))
    run(connection, MARCH, date(2025, 3, 31))
    view = queries.account_of(connection, REGION, person, cast.at(APRIL))
    assert (view.state, view.reason, view.balance_fen, view.held_fen, view.available_fen) == (
        "held",
        "NOT_ACTIVATED",
        20_000,
        20_000,
        0,
    )
    assert operations.activate_account(connection, REGION, person, now=cast.at(APRIL)) == 20_000
    view = queries.account_of(connection, REGION, person, cast.at(APRIL, 10))
    assert (view.state, view.available_fen) == ("open", 20_000)
    again = operations.activate_account(connection, REGION, person, now=cast.at(APRIL, 11))
    assert isinstance(again, Refusal) and again.code == "ALREADY_ACTIVATED"


def test_a_suspended_allocation_is_made_up_when_it_ends(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    operations.open_account(connection, REGION, person, on=cast.START, activated_on=cast.START)
    frozen = cast.made(
        operations.freeze_account(
            connection,
            REGION,
            person,
            "ALLOCATION_SUSPENDED",
            authority="市医保经办中心",
            basis="待核实重复参保",
            now=cast.at(date(2025, 3, 20)),
        )
    )
    pay(connection, MARCH, date(2025, 3, 15))
    march = run(connection, MARCH, date(2025, 3, 31))
    assert (march.posted, march.suspended, march.waiting) == (0, 1, 0)
    assert operations.unfreeze_account(connection, REGION, frozen.id, now=cast.at(date(2025, 4, 5))) == 0
    april = run(connection, APRIL, date(2025, 4, 30))
    assert (april.made_up, april.suspended, balance(connection, person)) == (1, 0, 20_000)


def test_money_allocated_while_frozen_is_held_and_released_with_the_rest(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    pay(connection, MARCH, date(2025, 3, 15))
    run(connection, MARCH, date(2025, 3, 31))
    frozen = cast.made(
        operations.freeze_account(
            connection, REGION, person, "COURT", authority="明德区人民法院", basis="裁定", now=cast.at(APRIL)
        )
    )
    assess(connection, APRIL)
    pay(connection, APRIL, date(2025, 4, 15))
    run(connection, APRIL, date(2025, 4, 30))
    view = queries.account_of(connection, REGION, person, cast.at(date(2025, 5, 1)))
    assert (view.state, view.reason, view.balance_fen, view.held_fen) == ("held", "FROZEN", 40_000, 40_000)
    assert operations.unfreeze_account(connection, REGION, frozen.id, now=cast.at(date(2025, 5, 2))) == 40_000
    again = operations.unfreeze_account(connection, REGION, frozen.id, now=cast.at(date(2025, 5, 3)))
    assert isinstance(again, Refusal) and again.code == "FREEZE_NOT_OPEN"


def test_the_money_of_a_freeze_that_ran_out_is_let_go_by_the_next_run(connection: Connection) -> None:
    (person,) = enrol_workers(connection, (10_000,))
    pay(connection, MARCH, date(2025, 3, 15))
    run(connection, MARCH, date(2025, 3, 31))
    order = {"authority": "明德区人民法院", "basis": "裁定", "now": cast.at(APRIL)}
    cast.made(operations.freeze_account(connection, REGION, person, "COURT", **order, until=date(2025, 5, 1)))
    run(connection, APRIL, date(2025, 4, 30))
    assert queries.account_of(connection, REGION, person, cast.at(date(2025, 4, 30))).held_fen == 20_000
    run(connection, APRIL, date(2025, 5, 1))
    view = queries.account_of(connection, REGION, person, cast.at(date(2025, 5, 1)))
    assert (view.state, view.held_fen, view.available_fen) == ("open", 0, 20_000)


def test_an_unknown_rule_stops_the_run_before_anything_is_written(connection: Connection) -> None:
    retired = cast.person(
        8, "退甲", cast.employee(None, "retired", starts=date(2020, 1, 1)), birth_date=date(1957, 2, 3)
    )
    cast.made(enrolment.enrol_many(connection, REGION, [retired], on=date(2020, 1, 1)))
    refused = operations.run_allocation(connection, REGION, date(2022, 3, 1), now=cast.at(date(2022, 3, 31)))
    assert isinstance(refused, Refusal) and refused.code == "UNKNOWN_RULE"
    assert queries.runs(connection, REGION) == ()


def test_the_books_hold_after_the_casts_five_months(connection: Connection) -> None:
    people = cast.build(connection)
    assert balance(connection, people.healthy) == 5 * 20_000
    assert balance(connection, people.zero) == 0
    assert ledger.prove_region(connection, REGION) == ()


@pytest.mark.usefixtures("fresh_database")
def test_two_runs_at_once_give_each_month_once() -> None:
    with connect() as connection:
        people = enrol_workers(connection, tuple(7_000 for _ in range(60)))
        run(connection, MARCH, date(2025, 3, 31))  # all of them wait
        pay(connection, MARCH, date(2025, 4, 10))
        start = threading.Barrier(4)

        def run_at_once() -> int:
            with connect() as own:
                start.wait()
                return run(own, APRIL, date(2025, 4, 30), chunk=7).made_up

        with ThreadPoolExecutor(4) as pool:
            made_up = [pool.submit(run_at_once) for _ in range(4)]
        assert sum(future.result() for future in made_up) == len(people)
        assert {balance(connection, person) for person in people} == {14_000}
        assert ledger.prove_region(connection, REGION) == ()


KILLED = """
import sys
from datetime import date
sys.path.insert(0, sys.argv[1])
import cast
from mingzhang.books.database import connect
from mingzhang.money.accounts import operations
with connect() as connection:
    operations.run_allocation(connection, cast.GUANGZHOU, date(2025, 3, 1), now=cast.at(date(2025, 3, 31)), chunk=1)
"""


@pytest.mark.usefixtures("fresh_database")
def test_a_run_killed_in_the_middle_is_finished_by_running_it_again() -> None:
    with connect() as connection:
        people = enrol_workers(connection, tuple(7_000 + 10 * step for step in range(120)))
        pay(connection, MARCH, date(2025, 3, 15))
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(Path(__file__).parents[1])])
        while connection.execute("select count(*) from accounts_item where state = 'posted'").fetchone()[0] < 5:
            assert process.poll() is None, "the run ended before it could be killed"
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        posted = connection.execute("select count(*) from accounts_item where state = 'posted'").fetchone()[0]
        assert posted < len(people)
        rest = run(connection, MARCH, date(2025, 3, 31), chunk=50)
        assert rest.posted == len(people) - posted
        expected = [14_000 + 20 * step for step in range(120)]  # 2 % of 7,000 yuan, of 7,010 yuan, ...
        assert [balance(connection, person) for person in people] == expected
        assert ledger.prove_region(connection, REGION) == ()
        assert queries.runs(connection, REGION)[0].state == "finished"
