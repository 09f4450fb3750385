"""How people of the cast stand: two clocks apart, what is shown and what is paid, what would change it."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions import operations
from mingzhang.money.contributions.standing import standing
from mingzhang.money.contributions.standing.records import Clock, Standing
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU


@pytest.fixture
def people(connection: Connection) -> cast.Cast:
    return cast.build(connection)


def stands(connection: Connection, person: int, day: date = cast.TODAY) -> Standing:
    return cast.made(standing(connection, REGION, person, day))


def codes(clock: Clock) -> list[str]:
    return [reason.code for reason in clock.reasons]


def test_who_has_paid_has_both_and_sees_the_next_day_of_payment(connection: Connection, people: cast.Cast) -> None:
    found = stands(connection, people.healthy)
    assert (found.status_shown, found.paid_up, found.grace_until) == ("active", True, None)
    assert (found.account_use.runs, codes(found.account_use)) == (True, ["USABLE"])
    assert (found.pooled.runs, found.pooled.from_day, codes(found.pooled)) == (True, cast.START, ["POOLED_RUNS"])
    assert (found.continuous_months, found.years.paid_months) == (5, 5)


def test_a_month_that_is_not_paid_yet_does_not_stop_benefit_before_its_payment_day(
    connection: Connection, people: cast.Cast
) -> None:
    operations.assess_month(connection, REGION, cast.TODAY, now=cast.NOW)
    found = stands(connection, people.healthy)
    assert (found.pooled.runs, found.paid_up, found.grace_until) == (True, True, date(2025, 6, 30))
    assert codes(found.pooled) == ["POOLED_RUNS", "RUNS_BEFORE_PAYMENT"]
    assert [(step.on, step.code) for step in found.next_steps] == [(date(2025, 6, 30), "MONTH_FALLS_DUE")]


def test_an_employer_that_owes_stops_the_pool_but_not_the_account(connection: Connection, people: cast.Cast) -> None:
    found = stands(connection, people.zero)
    assert (found.status_shown, found.paid_up) == ("active", False)
    assert (found.account_use.runs, found.pooled.runs) == (True, False)
    (reason,) = found.pooled.reasons
    # January to May at 735 yuan.
    assert (reason.code, reason.facts["missing_fen"]) == ("EMPLOYER_OWES_MONTHS", 367_500)
    assert (reason.facts["first"], reason.facts["last"]) == ("2025-01", "2025-05")
    assert [proof.number for proof in reason.evidence] == [f"employee/2025-{month:02d}" for month in range(1, 6)]
    (change,) = found.pooled.change
    # Five months are more than the three forgiven: six months of waiting from June.
    assert (change.code, change.facts["restored_on"]) == ("EMPLOYER_PAYS_LATE", "2025-12-01")
    assert found.pooled.from_day == date(2025, 12, 1)


def test_on_a_later_day_that_nobody_has_assessed_yet_what_is_owed_is_owed_still(
    connection: Connection, people: cast.Cast
) -> None:
    found = stands(connection, people.zero, date(2025, 10, 1))
    assert (found.paid_up, found.pooled.runs, codes(found.pooled)) == (False, False, ["EMPLOYER_OWES_MONTHS"])
    assert stands(connection, people.healthy, date(2025, 10, 1)).pooled.runs


def test_who_left_keeps_the_old_money_and_has_no_pool(connection: Connection, people: cast.Cast) -> None:
    found = stands(connection, people.lapsed)
    assert (found.status_shown, found.account_use.runs, found.pooled.runs) == ("stopped", True, False)
    assert codes(found.pooled) == ["COVERAGE_STOPPED"]
    assert [reason.code for reason in found.pooled.change] == ["ENROL_TO_RUN"]
    assert found.paid_up


def test_a_wait_is_counted_down(connection: Connection, people: cast.Cast) -> None:
    found = stands(connection, people.waiting)
    assert found.waiting is not None
    # From 10 June to 31 July, the last day without benefit: 52 days until 1 August.
    assert (found.waiting.since, found.waiting.ends_on, found.waiting.days_left) == (
        date(2025, 5, 1),
        date(2025, 7, 31),
        52,
    )
    assert (found.pooled.runs, found.pooled.from_day) == (False, date(2025, 8, 1))
    assert codes(found.account_use) == ["NEVER_EMPLOYEE"]


def test_the_resident_who_has_not_paid(connection: Connection, people: cast.Cast) -> None:
    found = stands(connection, people.unpaid_resident)
    assert (found.paid_up, found.pooled.runs, codes(found.pooled)) == (False, False, ["PERSON_OWES_MONTHS"])
    assert found.pooled.change == ()  # the late period ended on 31 March


def test_a_retired_person_owes_nothing_and_misses_no_years(connection: Connection, people: cast.Cast) -> None:
    found = stands(connection, people.retired)
    assert (found.paid_up, found.pooled.runs, found.grace_until) == (True, True, None)


def test_the_price_of_missing_years_at_the_days_rates(connection: Connection) -> None:
    # Beijing asks women for 20 years (seed-003#bj.lifetime); a flexible worker's month costs 584.92 from July 2025.
    new = cast.person(2, "周自在", cast.employee(None, "flexible"))
    person = cast.made(enrolment.enrol_many(connection, cast.BEIJING, [new], on=cast.START))[0]
    for month in (7, 8, 9):
        operations.assess_month(connection, cast.BEIJING, date(2025, month, 1), now=cast.at(date(2025, month, 1)))
        operations.receive_people_month(
            connection, cast.BEIJING, date(2025, month, 1), received_at=cast.at(date(2025, month, 9))
        )
    years = cast.made(standing(connection, cast.BEIJING, person, date(2025, 10, 20))).years
    assert (years.paid_months, years.required_months, years.missing_months) == (3, 240, 237)
    assert (years.monthly_price_fen, years.price_fen) == (58_492, 13_862_604)


def test_where_the_years_are_not_known_the_missing_document_is_named(connection: Connection, people: cast.Cast) -> None:
    years = stands(connection, people.healthy).years
    assert (years.required_months, years.missing_months, years.price_fen) == (None, None, None)
    assert [refusal.code for refusal in years.unknown] == ["UNKNOWN_RULE"]


def test_nobody_of_that_number(connection: Connection) -> None:
    refused = standing(connection, REGION, 999_999, cast.TODAY)
    assert isinstance(refused, Refusal) and refused.code == "PERSON_UNKNOWN"
