"""Late payment: the quote by hand-worked figures, what the posted payment restores, and what stays as it is."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection
from mingzhang.money.accounts import queries as accounts
from mingzhang.money.accounts.operations import run_allocation
from mingzhang.money.contributions import operations, queries
from mingzhang.money.contributions.interruptions import arrears
from mingzhang.money.contributions.late import late_quote, restorations_of
from mingzhang.money.contributions.late.records import LateQuote
from mingzhang.money.contributions.records import Receipt
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment import queries as register

REGION = cast.GUANGZHOU
MONTHS = tuple(date(2025, month, 1) for month in range(1, 9))


@pytest.fixture
def employer(connection: Connection) -> int:
    return cast.made(enrolment.register_employer(connection, REGION, "E009", "迟缴机械有限公司")).id


def worker(connection: Connection, employer: int | None, category: str = "in_service", *, months: int = 5) -> int:
    """Somebody insured from January 2025 at 10,000 yuan, assessed for so many months, of which nothing is paid."""
    new = cast.person(1, "王迟缴", cast.employee(employer, category))
    person = cast.made(enrolment.enrol_many(connection, REGION, [new], on=cast.START))[0]
    operations.declare_base(connection, REGION, person, from_month=cast.START, declared_fen=1_000_000)
    for month in MONTHS[:months]:
        operations.assess_month(connection, REGION, month, now=cast.at(month))
    return person


def resident(connection: Connection, *, born: date = date(1985, 4, 12), starts: date = cast.START) -> int:
    new = cast.person(3, "李居民", cast.resident(starts=starts), birth_date=born)
    person = cast.made(enrolment.enrol_many(connection, REGION, [new], on=starts))[0]
    operations.assess_month(connection, REGION, starts, now=cast.at(starts))
    return person


def quoted(connection: Connection, person: int, on: date) -> LateQuote:
    return cast.made(late_quote(connection, REGION, person, on=on))


def paid(connection: Connection, quote: LateQuote, on: date) -> Receipt:
    lines = operations.take_quote(connection, REGION, quote, by="clerk", now=cast.at(on))
    return cast.made(
        operations.receive(
            connection,
            REGION,
            payer_kind=quote.pays,
            payer_id=quote.payer_id,
            channel="tax",
            serial=f"L{on}",
            lines=lines,
            received_at=cast.at(on),
        )
    )


def test_an_employers_arrears_by_hand(connection: Connection, employer: int) -> None:
    # 10,000 yuan in Guangzhou in 2025: 200 from the person, 450 + 85 from the employer, 735 a month. On 10 June 2025
    # the months March, April and May are 71, 41 and 10 days late; 0.05 % a day: 26.09, 15.07 and 3.68 (half up).
    person = worker(connection, employer, months=5)
    operations.receive_employers_month(connection, REGION, MONTHS[0], received_at=cast.at(date(2025, 1, 20)))
    operations.receive_employers_month(connection, REGION, MONTHS[1], received_at=cast.at(date(2025, 2, 20)))
    quote = quoted(connection, person, date(2025, 6, 10))
    assert [(line.month, line.days_late, line.late_fee_fen) for line in quote.lines] == [
        (MONTHS[2], 71, 2_609),
        (MONTHS[3], 41, 1_507),
        (MONTHS[4], 10, 368),
    ]
    assert (quote.pays, quote.payer_id) == ("employer", employer)
    assert (quote.due_fen, quote.late_fee_fen, quote.total_fen) == (220_500, 4_484, 224_984)
    # Three months are forgiven (医保办发〔2021〕43号): until June's payment day; the account makes up 3 times 200 yuan.
    assert (quote.gap_months, quote.wait_months, quote.gap_covered) == (3, 0, True)
    assert (quote.restored_on, quote.last_day) == (date(2025, 6, 10), date(2025, 6, 30))
    assert (quote.make_up_fen, quote.unknown) == (60_000, ())
    assert {citation.key for citation in quote.citations} == {
        "contribution.late_fee_daily",
        "entitlement.employee_gap_months",
    }


def test_a_gap_of_three_months_paid_late_restores_at_once_and_makes_up_the_account(
    connection: Connection, employer: int
) -> None:
    person = worker(connection, employer, months=3)
    for month in MONTHS[:3]:
        cast.made(run_allocation(connection, REGION, month, now=cast.at(month.replace(day=28), 20)))
    on = date(2025, 4, 10)
    quote = quoted(connection, person, on)
    paid(connection, quote, on)
    (restored,) = restorations_of(connection, REGION, person)
    assert (restored.first_month, restored.last_month, restored.gap_months) == (MONTHS[0], MONTHS[2], 3)
    assert (restored.wait_months, restored.covered, restored.restored_on) == (0, True, on)
    coverage = register.coverage_on(connection, REGION, person, on)
    assert coverage is not None and coverage.entitled_from == cast.START
    cast.made(run_allocation(connection, REGION, MONTHS[3], now=cast.at(date(2025, 4, 30), 20)))
    assert accounts.account_of(connection, REGION, person, cast.NOW).balance_fen == quote.make_up_fen == 60_000
    assert ledger.prove_region(connection, REGION) == ()
    assert isinstance(late_quote(connection, REGION, person, on=on), Refusal)


def test_a_longer_gap_waits_and_its_bills_stay_with_the_person(connection: Connection, employer: int) -> None:
    person = worker(connection, employer, months=4)
    on = date(2025, 5, 10)
    quote = quoted(connection, person, on)
    assert (quote.gap_months, quote.wait_months, quote.gap_covered) == (4, 6, False)
    assert (quote.restored_on, quote.last_day) == (date(2025, 11, 1), None)
    paid(connection, quote, on)
    coverage = register.coverage_on(connection, REGION, person, on)
    assert coverage is not None and coverage.entitled_from == date(2025, 11, 1)
    assert "entitlement.employee_wait_months" in coverage.entitled_rule
    (restored,) = restorations_of(connection, REGION, person)
    assert (restored.covered, restored.restored_on) == (False, date(2025, 11, 1))


def test_a_long_gap_is_not_shortened_by_paying_it_in_pieces(connection: Connection, employer: int) -> None:
    person = worker(connection, employer, months=4)
    for number, month in enumerate(MONTHS[:4]):
        at = cast.at(date(2025, 5, 10 + number))
        assert operations.receive_employers_month(connection, REGION, month, received_at=at) == 1
    (restored,) = restorations_of(connection, REGION, person)
    assert (restored.gap_months, restored.restored_on) == (4, date(2025, 11, 1))


def test_months_paid_each_a_little_late_are_gaps_of_one_month(connection: Connection, employer: int) -> None:
    person = worker(connection, employer, months=5)
    for number, month in enumerate(MONTHS[:5], start=2):
        at = cast.at(date(2025, number, 3))
        operations.receive_employers_month(connection, REGION, month, received_at=at)
    found = arrears(connection, REGION, person, date(2025, 6, 10))
    assert [(gap.months, gap.ended, gap.cause) for gap in found.gaps] == [(1, "paid_late", "EMPLOYER_UNPAID")] * 5
    assert [restored.gap_months for restored in restorations_of(connection, REGION, person)] == [1] * 5


def test_a_flexible_worker_pays_without_a_late_fee(connection: Connection) -> None:
    person = worker(connection, None, "flexible", months=2)
    quote = quoted(connection, person, date(2025, 3, 20))
    # 6.5 % of 10,000 yuan a month (gz-rate-cut-2024).
    assert (quote.pays, quote.due_fen, quote.late_fee_fen) == ("person", 130_000, 0)
    assert (quote.make_up_fen, quote.gap_covered) == (0, True)


def test_nothing_missing_is_refused(connection: Connection, employer: int) -> None:
    person = worker(connection, employer, months=1)
    refused = late_quote(connection, REGION, person, on=date(2025, 1, 31))  # the payment day itself
    assert isinstance(refused, Refusal) and refused.code == "NOTHING_MISSING"


class TestResidents:
    """2025: 400 yuan in the window, 400 + 700 = 1,100 after it (nat-late-01); late payment until 31 March (N58)."""

    def test_who_missed_the_window_pays_both_parts_and_waits_three_months(self, connection: Connection) -> None:
        person = resident(connection)
        on = date(2025, 2, 20)
        quote = quoted(connection, person, on)
        assert (quote.total_fen, quote.late_fee_fen, quote.lines[0].late_price) == (110_000, 0, True)
        assert (quote.last_day, quote.wait_months, quote.gap_covered) == (date(2025, 3, 31), 3, False)
        assert quote.restored_on == date(2025, 5, 1)
        paid(connection, quote, on)
        coverage = register.coverage_on(connection, REGION, person, on)
        assert coverage is not None and coverage.entitled_from == date(2025, 5, 1)
        (year,) = queries.months(connection, REGION, person, on, on, as_of=on)
        assert (year.person_due_fen, year.late_price, year.state) == (110_000, True, "late")
        (change,) = queries.due_changes(connection, REGION, person)
        assert (change.reason, change.person_before_fen, change.person_after_fen) == ("WINDOW_CLOSED", 40_000, 110_000)
        # The whole price comes from the person now: nothing from the treasury.
        assert ledger.balance(connection, REGION, "fund.resident_pooled").balance_fen == 110_000
        assert ledger.balance(connection, REGION, "bank").balance_fen == -110_000

    def test_after_the_last_day_the_year_cannot_be_paid_any_more(self, connection: Connection) -> None:
        person = resident(connection)
        refused = late_quote(connection, REGION, person, on=date(2025, 4, 1))
        assert isinstance(refused, Refusal)
        assert (refused.code, refused.facts["last_day"]) == ("OUTSIDE_REPAIR_WINDOW", "2025-03-31")

    def test_a_newborn_pays_the_late_price_but_does_not_wait(self, connection: Connection) -> None:
        person = resident(connection, born=date(2024, 10, 1))
        quote = quoted(connection, person, date(2025, 2, 20))
        assert (quote.wait_months, quote.gap_covered, quote.restored_on) == (0, True, date(2025, 2, 20))


def test_a_region_that_does_not_know_late_payment_refuses_with_the_missing_document(connection: Connection) -> None:
    new = cast.person(3, "李居民", cast.resident())
    person = cast.made(enrolment.enrol_many(connection, cast.BEIJING, [new], on=cast.START))[0]
    operations.assess_month(connection, cast.BEIJING, cast.START, now=cast.at(cast.START))
    refused = late_quote(connection, cast.BEIJING, person, on=date(2025, 5, 1))
    assert isinstance(refused, Refusal) and refused.code == "UNKNOWN_RULE"
    assert "resident_late_last_month" in str(refused.facts)


def test_in_the_window_a_resident_pays_the_ordinary_price_though_january_is_over(connection: Connection) -> None:
    # Beijing's window for 2025 runs to 31 March (js-6227352): 750 yuan for an adult, no wait.
    new = cast.person(3, "李居民", cast.resident())
    person = cast.made(enrolment.enrol_many(connection, cast.BEIJING, [new], on=cast.START))[0]
    operations.assess_month(connection, cast.BEIJING, cast.START, now=cast.at(cast.START))
    quote = cast.made(late_quote(connection, cast.BEIJING, person, on=date(2025, 3, 20)))
    assert (quote.total_fen, quote.wait_months, quote.restored_on) == (75_000, 0, date(2025, 3, 20))
