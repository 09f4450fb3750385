"""The map of months and the gaps in it, from hand-made lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from cast import CHINA
from mingzhang.basics.periods import Period, add_months
from mingzhang.money.contributions.interruptions import gaps_of, month_map
from mingzhang.money.contributions.interruptions.records import Gap, MonthMark, PaymentTry
from mingzhang.money.contributions.late.rules import late_fee
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.money.contributions.rules import month_state, payment_day
from mingzhang.registers.enrolment.records import Coverage

JANUARY = date(2025, 1, 1)
ON = date(2025, 7, 10)
EMPLOYED = Coverage(1, 9, "employee", "in_service", 5, "active", "", JANUARY, JANUARY, False, Period(JANUARY))


def month(
    number: int, paid_on: date | None = None, *, employer: int | None = 5, paid: int | None = None
) -> MonthStatus:
    """A month of 2025 at 200 yuan from the person and 535 from the employer, paid on a day or not."""
    first = date(2025, number, 1)
    at = datetime(paid_on.year, paid_on.month, paid_on.day, 9, tzinfo=CHINA) if paid_on is not None else None
    came = 73_500 if paid_on is not None else paid or 0
    due_on = payment_day(first, 31)
    person, rest = min(came, 20_000), max(0, came - 20_000)
    state = month_state(73_500, came, due_on, at, ON)
    return MonthStatus(
        9, "employee", first, 1, state, 1_000_000, 20_000, 53_500, person, rest, 1_000_000, 20_000, due_on, at, 1,
        employer, "rule", (4,) if came else (),
    )  # fmt: skip


def in_time(number: int) -> MonthStatus:
    return month(number, date(2025, number, 20))


def lived(*months: MonthStatus, coverages: tuple[Coverage, ...] = (EMPLOYED,)) -> tuple[MonthMark, ...]:
    return month_map(months, coverages, ON)


def gaps(
    *months: MonthStatus, coverages: tuple[Coverage, ...] = (EMPLOYED,), tries: tuple[PaymentTry, ...] = ()
) -> tuple[Gap, ...]:
    return gaps_of(lived(*months, coverages=coverages), coverages, tries, ON)


def test_a_life_without_a_gap() -> None:
    marks = lived(*map(in_time, range(1, 7)))
    assert [mark.state for mark in marks] == ["paid"] * 6 + ["not_due"]
    assert gaps(*map(in_time, range(1, 7))) == ()


def test_months_missing_together_are_one_gap_that_the_employer_caused() -> None:
    (gap,) = gaps(in_time(1), month(2), month(3), month(4), in_time(5), in_time(6))
    assert (gap.first.month, gap.last.month, gap.months, gap.cause, gap.ended) == (2, 4, 3, "EMPLOYER_UNPAID", "open")
    assert gap.missing_fen == 220_500
    assert [proof.number for proof in gap.evidence] == ["5/2025-02", "5/2025-03", "5/2025-04"]


def test_months_paid_together_late_are_one_gap_that_has_ended() -> None:
    paid = date(2025, 5, 20)
    (gap,) = gaps(in_time(1), month(2, paid), month(3, paid), month(4, paid), in_time(5), in_time(6))
    assert (gap.months, gap.ended, gap.ended_on, gap.missing_fen) == (3, "paid_late", paid, 0)


def test_each_month_a_few_days_late_is_a_gap_of_its_own() -> None:
    found = gaps(*(month(number, date(2025, number + 1, 3)) for number in range(1, 7)))
    assert [gap.months for gap in found] == [1] * 6


@pytest.mark.parametrize(
    ("code", "cause"),
    [("INSUFFICIENT", "BANK_FAILED"), ("PAYMENT_MODULE_DOWN", "DEBIT_NOT_SENT"), ("OTHER", "SELF_UNPAID")],
)
def test_a_try_that_failed_proves_the_cause(code: str, cause: str) -> None:
    alone = replace(EMPLOYED, category="flexible", employer_id=None)
    tried = PaymentTry(31, code, (date(2025, 6, 1),), datetime(2025, 6, 20, tzinfo=CHINA))
    months = [replace(in_time(number), employer_id=None) for number in range(1, 6)]
    (gap,) = gaps(*months, month(6, employer=None), coverages=(alone,), tries=(tried,))
    assert gap.cause == cause


def test_the_old_amount_paid_after_the_rule_changed() -> None:
    dearer = replace(month(6, paid=73_500), employer_due_fen=60_000, rule="new", state="part")
    (gap,) = gaps(*map(in_time, range(1, 6)), dearer)
    assert (gap.cause, gap.missing_fen, gap.evidence[0].number) == ("RATE_CHANGED", 6_500, "4")


def test_leaving_a_job_without_another_cover() -> None:
    left = replace(EMPLOYED, holds=Period(JANUARY, date(2025, 4, 1)))
    stopped = replace(left, id=2, status="stopped", cause="left_job", holds=Period(date(2025, 4, 1)))
    (gap,) = gaps(*map(in_time, range(1, 4)), coverages=(left, stopped))
    assert (gap.first.month, gap.months, gap.cause, gap.ended) == (4, 4, "LEFT_JOB", "open")
    assert [(proof.kind, proof.number) for proof in gap.evidence] == [("enrolment.coverage", "1")]


def test_a_suspension_ends_when_cover_goes_on() -> None:
    first = replace(EMPLOYED, holds=Period(JANUARY, date(2025, 3, 1)))
    still = replace(first, id=2, status="suspended", holds=Period(date(2025, 3, 1), date(2025, 5, 1)))
    again = replace(first, id=3, holds=Period(date(2025, 5, 1)))
    (gap,) = gaps(in_time(1), in_time(2), in_time(5), in_time(6), coverages=(first, still, again))
    assert (gap.months, gap.cause, gap.ended, gap.ended_on) == (2, "SUSPENDED", "covered_again", date(2025, 5, 1))


def test_a_residents_year_paid_late_misses_only_the_months_before_the_payment() -> None:
    cover = replace(EMPLOYED, scheme="resident", category="adult", employer_id=None)
    year = replace(month(1, date(2025, 4, 9), employer=None), scheme="resident", months=12, state="late")
    marks = lived(year, coverages=(cover,))
    assert [mark.state for mark in marks] == ["late"] * 3 + ["paid"] * 4
    (gap,) = gaps(year, coverages=(cover,))
    assert (gap.months, gap.ended, gap.cause) == (3, "paid_late", "SELF_UNPAID")


def test_no_month_is_counted_twice_when_both_schemes_claim_it() -> None:
    resident = replace(month(1, date(2025, 1, 5), employer=None), scheme="resident", months=12)
    marks = lived(resident, *map(in_time, range(3, 7)))
    assert [mark.month for mark in marks] == [add_months(JANUARY, step) for step in range(7)]
    assert [mark.scheme for mark in marks] == ["resident"] * 2 + ["employee"] * 4 + ["resident"]


@pytest.mark.parametrize(
    ("missing", "days", "fee"), [(73_500, 71, 2_609), (73_500, 1, 37), (100, 1, 0), (1_000, 1, 1), (0, 99, 0)]
)
def test_the_late_fee_is_five_ten_thousandths_a_day_half_up(missing: int, days: int, fee: int) -> None:
    assert late_fee(missing, days, 5) == fee
