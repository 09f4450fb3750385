"""Refunds: on which ground money goes back, where it lies meanwhile, and that the books hold at every stage."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from tests import cast
from tests import collection_cases as cases

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.collection import operations, queries
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.refunds.records import OtherAccount, Refund, RefundReason
from mingzhang.registers.enrolment import operations as enrolment

REGION, MARCH, MID_MARCH = cases.REGION, cases.MARCH, cases.MID_MARCH
LATER = cast.at(date(2025, 4, 20))
OTHER = OtherAccount("明德银行", "缴费人", "6222000000005678")


def refused(outcome: Refund | Refusal) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def ask(connection: Connection, order: Order, reason: RefundReason, **more: object) -> Refund | Refusal:
    return operations.refund(
        connection,
        REGION,
        order.receipt_id or 0,
        reason=reason,
        by="clerk",
        now=LATER,
        **more,  # type: ignore[arg-type]
    )


def approve(connection: Connection, refund: Refund, *, by: str = "checker", yes: bool = True, note: str = "") -> object:
    return operations.review_refund(
        connection, REGION, refund.id, approve=yes, by=by, now=LATER, take_back=accounts.take_back, note=note
    )


def pay_back(connection: Connection, refund: Refund, *, other: OtherAccount | None = None) -> Refund:
    cast.made(operations.send_refund(connection, REGION, refund.id, by="finance", now=LATER, other=other))
    return cast.made(
        operations.answer_refund(connection, REGION, refund.id, arrived=True, by="bank", now=LATER + timedelta(days=1))
    )


def money(connection: Connection) -> dict[str, int]:
    kinds = ("bank", "collection", "suspense", "fund.employee_pooled", "fund.resident_pooled", "interest")
    found = {kind: ledger.balance(connection, REGION, kind).balance_fen for kind in kinds}
    return {kind: fen for kind, fen in found.items() if fen}


def two_schemes(connection: Connection) -> tuple[int, Order]:
    """A resident whose year is paid, and who then works: the months from April are paid under both schemes."""
    person = cases.resident(connection)
    order = cases.posted(connection, person)
    cast.made(enrolment.stop_coverage(connection, REGION, person, on=cases.APRIL, reason="就业"))
    cast.made(enrolment.open_coverage(connection, REGION, person, cast.employee(None, "flexible", starts=cases.APRIL)))
    cases.assess(connection, cases.APRIL)
    from mingzhang.money.contributions import operations as contributions

    contributions.receive_people_month(
        connection, REGION, cases.APRIL, received_at=cast.at(date(2025, 4, 10)), people=[person]
    )
    return person, order


def test_a_year_paid_under_two_schemes_goes_back_through_every_stage(connection: Connection) -> None:
    person, order = two_schemes(connection)
    before = money(connection)
    asked = cast.made(ask(connection, order, "TWO_SCHEMES"))
    assert (asked.state, asked.amount_fen, asked.expected_on) == ("asked", 40_000, date(2025, 5, 13))
    # 15 workdays after Sunday 2025-04-20: nine to the 30th as Sunday the 27th is worked, 1 to 5 May off, then six.
    assert money(connection) == before
    approved = approve(connection, asked)
    assert isinstance(approved, Refund) and approved.state == "reviewed"
    assert money(connection)["suspense"] == 40_000
    assert "fund.resident_pooled" not in money(connection)  # the treasury's 700 yuan left as well
    done = pay_back(connection, approved)
    assert (done.state, done.finished_at) == ("paid_back", LATER + timedelta(days=1))
    assert "suspense" not in money(connection)
    year = cases.month_of(connection, person)
    assert (year.due_fen, year.missing_fen, year.paid_at) == (0, 0, None)
    reversed_order = queries.order(connection, REGION, order.id)
    assert reversed_order is not None and (reversed_order.state, reversed_order.code) == ("reversed", "TWO_SCHEMES")
    assert ledger.prove_region(connection, REGION) == ()


def test_the_system_finds_who_paid_two_schemes_and_asks_once(connection: Connection) -> None:
    person, order = two_schemes(connection)
    (found,) = cast.made(operations.find_two_schemes(connection, REGION, now=LATER))
    assert (found.reason, found.state, found.asked_by) == ("TWO_SCHEMES", "asked", "system")
    assert [(line.person_id, line.scheme) for line in found.lines] == [(person, "resident")]
    assert found.receipt_id == order.receipt_id
    approve(connection, found, yes=False, note="居民待遇已使用")
    assert operations.find_two_schemes(connection, REGION, now=cast.NOW) == ()


def test_the_scheme_that_the_rule_keeps_does_not_go_back(connection: Connection) -> None:
    person, _ = two_schemes(connection)
    row = connection.execute(
        "select receipt_id from contributions_receipt_line where person_id = %s and scheme = 'employee'", (person,)
    ).fetchone()
    assert row is not None
    outcome = operations.refund(connection, REGION, row[0], reason="TWO_SCHEMES", by="clerk", now=LATER)
    assert refused(outcome) == "NO_GROUND_FOR_REFUND"


def test_an_ordinary_contribution_does_not_go_back(connection: Connection) -> None:
    order = cases.posted(connection, cases.resident(connection))
    for reason in ("DUPLICATE", "OVERPAID", "TWO_SCHEMES"):
        assert refused(ask(connection, order, reason)) == "NO_GROUND_FOR_REFUND"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("died_on", "entitled_from", "outcome"),
    [
        (date(2025, 3, 20), date(2025, 4, 1), "asked"),
        (date(2025, 4, 2), date(2025, 4, 1), "BENEFIT_HAS_BEGUN"),
        (None, date(2025, 4, 1), "BENEFIT_HAS_BEGUN"),
    ],
)
def test_death_before_benefit_began_gives_the_year_back(
    connection: Connection, died_on: date | None, entitled_from: date, outcome: str
) -> None:
    person = cases.enrol(connection, cast.resident(starts=MARCH, entitled_from=entitled_from))
    cases.assess(connection, MARCH)
    order = cases.posted(connection, person)
    connection.execute("update enrolment_person set died_on = %s where id = %s", (died_on, person))
    told = ask(connection, order, "DIED_BEFORE_BENEFIT")
    assert (told.state if isinstance(told, Refund) else told.code) == outcome


def test_who_asked_does_not_review_and_a_no_needs_its_reason(connection: Connection) -> None:
    _, order = two_schemes(connection)
    asked = cast.made(ask(connection, order, "TWO_SCHEMES"))
    assert refused(approve(connection, asked, by="clerk")) == "SAME_PERSON_REVIEWS"  # type: ignore[arg-type]
    assert refused(approve(connection, asked, yes=False, note=" ")) == "REVIEW_NEEDS_NOTE"  # type: ignore[arg-type]
    no = approve(connection, asked, yes=False, note="待遇已使用")
    assert isinstance(no, Refund) and (no.state, no.review_note) == ("refused", "待遇已使用")
    assert refused(approve(connection, asked)) == "REFUND_MOVED_ON"  # type: ignore[arg-type]
    assert isinstance(ask(connection, order, "TWO_SCHEMES"), Refund)  # a refused one does not block the next


def test_a_line_goes_back_once(connection: Connection) -> None:
    _, order = two_schemes(connection)
    first = cast.made(ask(connection, order, "TWO_SCHEMES"))
    again = ask(connection, order, "TWO_SCHEMES")
    assert refused(again) == "ALREADY_REFUNDED"
    assert isinstance(again, Refusal) and again.facts == {"refund": first.id}


def test_money_that_did_not_arrive_is_sent_again_by_another_route(connection: Connection) -> None:
    _, order = two_schemes(connection)
    asked = cast.made(ask(connection, order, "TWO_SCHEMES"))
    approve(connection, asked)
    sent = cast.made(operations.send_refund(connection, REGION, asked.id, by="finance", now=LATER))
    assert [(one.route, one.channel) for one in sent.attempts] == [("original", "tax")]
    failed = cast.made(
        operations.answer_refund(
            connection, REGION, asked.id, arrived=False, by="bank", now=LATER, code="INVALID_ACCOUNT"
        )
    )
    assert (failed.state, failed.attempts[0].code) == ("failed", "INVALID_ACCOUNT")
    assert money(connection)["suspense"] == 40_000
    assert refused(operations.send_refund(connection, REGION, asked.id, by="finance", now=LATER)) == (
        "ORIGINAL_ROUTE_CLOSED"
    )
    done = pay_back(connection, asked, other=OTHER)
    assert [(one.route, one.account_last4) for one in done.attempts] == [("original", None), ("account", "5678")]
    again = operations.answer_refund(connection, REGION, asked.id, arrived=True, by="bank", now=LATER)
    assert refused(again) == "REFUND_MOVED_ON"
    assert "suspense" not in money(connection)


# --- months whose share went to an account ----------------------------------------------------------------------------


def allocated(connection: Connection) -> tuple[int, Order]:
    """A worker whose employer paid March, with the month allocated: 200 yuan in the account."""
    employer, person = cases.worker(connection)
    order = cast.made(
        operations.open_order(
            connection,
            REGION,
            payer_kind="employer",
            payer_id=employer,
            lines=[cases.line(connection, person)],
            channel="tax",
            now=MID_MARCH,
        )
    )
    done = operations.post_order(connection, REGION, order.id, said=cases.tax("T1"), now=MID_MARCH)
    cast.made(accounts.run_allocation(connection, REGION, MARCH, now=cast.at(date(2025, 3, 31), 20)))
    assert ledger.balance(connection, REGION, "personal", person).balance_fen == 20_000
    return person, cast.made(done)


def test_a_month_taken_wrongly_leaves_the_account_the_funds_and_is_unpaid_again(connection: Connection) -> None:
    person, order = allocated(connection)
    asked = cast.made(ask(connection, order, "BATCH"))
    approved = approve(connection, asked)
    assert isinstance(approved, Refund) and approved.lines[0].account_part_fen == 20_000
    assert ledger.balance(connection, REGION, "personal", person).balance_fen == 0
    assert money(connection) == {"bank": -order.amount_fen, "suspense": order.amount_fen}
    month = cases.month_of(connection, person)
    assert (month.state, month.missing_fen) == ("unpaid", order.amount_fen)
    assert pay_back(connection, approved).state == "paid_back"
    assert money(connection) == {}
    assert ledger.prove_region(connection, REGION) == ()


def test_a_month_that_is_paid_anew_is_allocated_anew(connection: Connection) -> None:
    person, order = allocated(connection)
    approved = approve(connection, cast.made(ask(connection, order, "BATCH")))
    assert isinstance(approved, Refund)
    employer = order.payer_id
    again = cast.made(
        operations.open_order(
            connection,
            REGION,
            payer_kind="employer",
            payer_id=employer,
            lines=[cases.line(connection, person)],
            channel="tax",
            now=LATER,
        )
    )
    cast.made(operations.post_order(connection, REGION, again.id, said=cases.tax("T2", at=LATER), now=LATER))
    cast.made(accounts.run_allocation(connection, REGION, cases.APRIL, now=cast.at(date(2025, 4, 30), 20)))
    assert ledger.balance(connection, REGION, "personal", person).balance_fen == 20_000
    assert ledger.prove_region(connection, REGION) == ()


def test_a_share_that_is_spent_keeps_the_refund_from_being_approved(connection: Connection) -> None:
    person, order = allocated(connection)
    spent = ledger.Entry("ACCOUNT_PAYMENT", "personal", person, "institution", 1, 1)
    assert not isinstance(
        ledger.post(connection, REGION, [spent], effective_on=MARCH, event_kind="settlement", event_id=1), Refusal
    )
    asked = cast.made(ask(connection, order, "BATCH"))
    outcome = approve(connection, asked)
    assert isinstance(outcome, Refusal) and outcome.code == "ACCOUNT_PART_SPENT"
    assert outcome.facts == {"needed_fen": 20_000, "available_fen": 19_999, "held_fen": 0}
    stored = queries.refund_by_id(connection, REGION, asked.id)
    assert stored is not None and stored.state == "asked"
    assert cases.month_of(connection, person).missing_fen == 0


@pytest.mark.usefixtures("fresh_database")
def test_allocation_payment_and_refund_of_one_person_at_once_leave_books_that_prove() -> None:
    """Whoever is first: the month ends refunded, the other one paid, and no share is given without its money."""
    with connect() as connection:
        employer, person = cases.worker(connection, months=(MARCH, cases.APRIL))

        def order(month: date, serial: str, at: datetime, own: Connection) -> Order:
            opened = cast.made(
                operations.open_order(
                    own,
                    REGION,
                    payer_kind="employer",
                    payer_id=employer,
                    lines=[cases.line(own, person, month)],
                    channel="tax",
                    now=at,
                )
            )
            return cast.made(operations.post_order(own, REGION, opened.id, said=cases.tax(serial, at=at), now=at))

        march = order(MARCH, "T1", MID_MARCH, connection)
        asked = cast.made(ask(connection, march, "BATCH"))
        start = threading.Barrier(3)

        def at_once(work: Callable[[Connection], object]) -> object:
            with connect() as own:
                start.wait()
                return work(own)

        jobs: list[Callable[[Connection], object]] = [
            lambda own: accounts.run_allocation(own, REGION, cases.APRIL, now=LATER),
            lambda own: order(cases.APRIL, "T2", LATER, own),
            lambda own: approve(own, asked),
        ]
        with ThreadPoolExecutor(3) as pool:
            outcomes = [one.result(timeout=60) for one in [pool.submit(at_once, job) for job in jobs]]
        assert not any(isinstance(one, Refusal) for one in outcomes), outcomes
        pay_back(connection, asked)
        cast.made(accounts.run_allocation(connection, REGION, cases.APRIL, now=cast.at(date(2025, 4, 30), 20)))
        assert cases.month_of(connection, person, MARCH).state == "unpaid"
        assert cases.month_of(connection, person, cases.APRIL).missing_fen == 0
        assert ledger.balance(connection, REGION, "personal", person).balance_fen == 20_000
        assert cases.suspense(connection) == 0
        assert ledger.balance(connection, REGION, "collection").balance_fen == 0
        assert ledger.prove_region(connection, REGION) == ()
