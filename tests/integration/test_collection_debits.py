"""The month's debits: an order for everybody whose bank may be asked, once, and a counted reason for everybody else."""

from __future__ import annotations

from datetime import date, timedelta

from tests import cast
from tests import collection_cases as cases

from mingzhang.books import evidence, jobs
from mingzhang.books.database import Connection
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.jobs import OPEN_DEBITS
from mingzhang.money.collection.orders.records import Order
from mingzhang.registers.enrolment import operations as enrolment

REGION, MARCH, APRIL, MID_MARCH = cases.REGION, cases.MARCH, cases.APRIL, cases.MID_MARCH


def agreed(connection: Connection, person: int, *, on: date = cast.START) -> int:
    """The person, whose bank may be asked from a day on."""
    cast.made(
        operations.sign_agreement(
            connection,
            REGION,
            person,
            bank_name="明德银行",
            account_name="缴费人",
            account_number=f"62220000{person:08d}",
            signed_by="东园社区",
            on=on,
        )
    )
    return person


def orders_of(connection: Connection, person: int) -> tuple[Order, ...]:
    return queries.orders_of_person(connection, REGION, person)


def run(connection: Connection, month: date = MARCH) -> tuple[int, dict[str, int], int]:
    done = operations.open_debits(connection, REGION, month, by="finance", now=MID_MARCH)
    return done.opened, dict(done.refused), done.already


def test_everybody_with_an_agreement_and_a_debt_gets_one_order(connection: Connection) -> None:
    flexible = agreed(connection, cases.flexible(connection, serial=1))
    resident = agreed(connection, cases.resident(connection, serial=2))
    without = cases.flexible(connection, serial=3)
    later = agreed(connection, cases.flexible(connection, serial=4), on=MID_MARCH.date() + timedelta(days=1))
    _, employed = cases.worker(connection, serial=5)
    agreed(connection, employed)
    assert run(connection) == (2, {}, 0)
    for person in (flexible, resident):
        (order,) = orders_of(connection, person)
        due = cases.month_of(connection, person)
        assert (order.channel, order.state, order.payer_id) == ("bank_debit", "created", person)
        assert order.amount_fen == due.due_fen and [line.month for line in order.lines] == [due.month]
    assert [orders_of(connection, person) for person in (without, later, employed)] == [(), (), ()]


def test_a_second_run_opens_nothing_twice_and_asks_again_after_a_failure(connection: Connection) -> None:
    waiting = agreed(connection, cases.flexible(connection, serial=1))
    failing = agreed(connection, cases.flexible(connection, serial=2))
    paid = agreed(connection, cases.flexible(connection, serial=3))
    assert run(connection) == (3, {}, 0)
    assert run(connection) == (0, {}, 3)
    for person in (failing, paid):
        (order,) = orders_of(connection, person)
        cast.made(operations.send_order(connection, REGION, order.id, now=MID_MARCH, by="clerk"))
    assert run(connection) == (0, {}, 3)
    at_bank = {person: orders_of(connection, person)[0].id for person in (failing, paid)}
    failed, received = cases.tax(code="INSUFFICIENT"), cases.tax("B1")
    cast.made(operations.fail_order(connection, REGION, at_bank[failing], said=failed, now=MID_MARCH))
    cast.made(operations.post_order(connection, REGION, at_bank[paid], said=received, now=MID_MARCH))
    assert run(connection) == (1, {}, 1)
    assert [one.state for one in orders_of(connection, waiting)] == ["created"]
    assert [one.state for one in orders_of(connection, failing)] == ["failed", "created"]
    assert [one.state for one in orders_of(connection, paid)] == ["posted"]


def test_a_refusal_is_counted_by_code_and_proved_by_evidence(connection: Connection) -> None:
    agreed(connection, cases.flexible(connection, serial=1))
    suspended = agreed(connection, cases.flexible(connection, serial=2))
    cast.made(enrolment.suspend_coverage(connection, REGION, suspended, on=date(2025, 3, 10), reason="暂停"))
    assert run(connection) == (1, {"COVERAGE_SUSPENDED": 1}, 0)
    year = {"since": cast.at(cast.START), "until": cast.at(date(2026, 1, 1))}
    tries = evidence.events(connection, REGION, suspended, **year)
    assert [(one.kind, one.detail["code"]) for one in tries] == [("PAYMENT_REFUSED", "COVERAGE_SUSPENDED")]
    assert orders_of(connection, suspended) == ()


def test_a_residents_year_is_debited_in_any_of_its_months(connection: Connection) -> None:
    resident = agreed(connection, cases.resident(connection))
    assert run(connection, APRIL) == (1, {}, 0)
    assert [line.month for line in orders_of(connection, resident)[0].lines] == [MARCH]
    assert run(connection, date(2026, 3, 1)) == (0, {}, 0)


def test_the_run_is_background_work_that_says_what_it_came_to(connection: Connection) -> None:
    agreed(connection, cases.flexible(connection))
    kind = jobs.kind_named(OPEN_DEBITS)
    assert kind is not None
    steps: list[tuple[str, int, int]] = []
    facts = {"month": "2025-03-01", "by": "finance"}
    done = kind.work(connection, REGION, facts, MID_MARCH, lambda *step: steps.append(step))
    assert done == {"month": "2025-03-01", "opened": 1, "already": 0}
    assert steps == [("debits", 1, 1)]
