"""What months cost and how they stand, against published figures and hand calculation."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from mingzhang.money.accounts.rules import allocation_day
from mingzhang.money.contributions.rates import monthly_rates, yearly_amount
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.money.contributions.rules import (
    MonthlyRates,
    clamp,
    continuous_months,
    month_due,
    month_state,
    paid_up,
    payment_day,
)
from mingzhang.rules.policy import UnknownRule, view_for

CHINA = ZoneInfo("Asia/Shanghai")
GUANGZHOU, BEIJING = "440100", "110000"


def rates(**figures: int) -> MonthlyRates:
    names = ("floor_fen", "cap_fen", "person_bp", "employer_bp", "fixed_fen", "large_fen", "account_bp")
    return MonthlyRates(**{name: figures.get(name, 0) for name in names})


def yuan(amount: str) -> int:
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0") or 0)


class TestPublishedExamples:
    """The contribution and account examples of the reference (their ids in the names)."""

    @pytest.mark.parametrize(("declared", "account"), [("3000", "124.72"), ("40000", "623.58")])
    def test_gz_acct_01_floor_and_cap(self, declared: str, account: str) -> None:
        figures = monthly_rates(view_for(GUANGZHOU, date(2025, 4, 30)), "in_service").rates
        assert month_due(yuan(declared), figures).account_fen == yuan(account)

    def test_gz_contrib_01_flexible_in_the_cut_and_after(self) -> None:
        for day, expected in ((date(2025, 6, 1), "390"), (date(2026, 1, 1), "480")):
            rate = monthly_rates(view_for(GUANGZHOU, day), "flexible").rates.person_bp
            assert month_due(yuan("6000"), rates(cap_fen=yuan("9999999"), person_bp=rate)).person_fen == yuan(expected)

    @pytest.mark.parametrize(
        ("declared", "floor", "rate_bp", "monthly"),
        [
            ("5000", "6727", 800, "538.16"),  # sz-contrib-01: below the floor, the floor counts
            ("6000", "0", 700, "420"),  # sz-contrib-02
            ("5000", "0", 950, "475"),  # hz-contrib-01, cd-contrib-01
            ("5200", "5180", 850, "442"),  # tj-contrib-01
        ],
    )
    def test_flexible_elsewhere(self, declared: str, floor: str, rate_bp: int, monthly: str) -> None:
        figures = rates(floor_fen=yuan(floor), cap_fen=yuan("99999"), person_bp=rate_bp)
        assert month_due(yuan(declared), figures).person_fen == yuan(monthly)


class TestGuangzhou2025:
    """穗医保规字〔2022〕1号 with the cut of 2024-02-29: person 2 %, employer 4.5 % and 0.85 % for maternity."""

    def test_in_service_at_10000(self) -> None:
        due = month_due(yuan("10000"), monthly_rates(view_for(GUANGZHOU, date(2025, 3, 1)), "in_service").rates)
        assert (due.base_fen, due.person_fen, due.employer_fen) == (yuan("10000"), yuan("200"), yuan("535"))
        assert (due.account_fen, due.large_fen, due.maternity_fen) == (yuan("200"), 0, yuan("85"))

    def test_employer_rate_is_back_in_2026(self) -> None:
        due = month_due(yuan("10000"), monthly_rates(view_for(GUANGZHOU, date(2026, 1, 1)), "in_service").rates)
        assert due.employer_fen == yuan("685")

    def test_retired_who_pay_on_cannot_be_assessed_because_no_document_says_how(self) -> None:
        with pytest.raises(UnknownRule) as caught:
            monthly_rates(view_for(GUANGZHOU, date(2025, 3, 1)), "retired_paying_on")
        assert caught.value.why == "gap"


class TestBeijing2025:
    """Person 2 % and 3 yuan, employer 9.8 %; base 7,162 to 35,811 yuan from 2025-07-01."""

    def test_in_service_at_10000(self) -> None:
        due = month_due(yuan("10000"), monthly_rates(view_for(BEIJING, date(2025, 8, 1)), "in_service").rates)
        assert (due.person_fen, due.employer_fen) == (yuan("203"), yuan("980"))
        assert (due.account_fen, due.large_fen) == (yuan("200"), yuan("3"))

    def test_floor_changes_in_july(self) -> None:
        june = month_due(0, monthly_rates(view_for(BEIJING, date(2025, 6, 1)), "in_service").rates)
        july = month_due(0, monthly_rates(view_for(BEIJING, date(2025, 7, 1)), "in_service").rates)
        assert (june.base_fen, july.base_fen) == (yuan("6821"), yuan("7162"))

    def test_flexible_workers_pay_a_fixed_amount(self) -> None:
        due = month_due(yuan("20000"), monthly_rates(view_for(BEIJING, date(2025, 8, 1)), "flexible").rates)
        assert (due.person_fen, due.employer_fen, due.account_fen) == (yuan("584.92"), 0, 0)

    @pytest.mark.parametrize(
        ("category", "age", "amount"), [("student", 12, "405"), ("adult", 60, "430"), ("adult", 59, "750")]
    )
    def test_residents_by_category_and_age(self, category: str, age: int, amount: str) -> None:
        assert yearly_amount(view_for(BEIJING, date(2025, 1, 1)), category, age).amount_fen == yuan(amount)


def test_clamping_by_hand() -> None:
    assert [clamp(declared, 100, 300) for declared in (0, 99, 100, 200, 300, 301)] == [100, 100, 100, 200, 300, 300]


def test_half_a_fen_is_rounded_up() -> None:
    assert month_due(25, rates(cap_fen=100, person_bp=200)).person_fen == 1  # 0.5 fen
    assert month_due(24, rates(cap_fen=100, person_bp=200)).person_fen == 0  # 0.48 fen


def test_a_month_ends_on_its_last_day() -> None:
    assert payment_day(date(2024, 2, 1), 31) == date(2024, 2, 29)
    assert payment_day(date(2025, 2, 1), 15) == date(2025, 2, 15)


def test_money_is_due_in_the_account_on_the_first_allocation_day_after_the_payment_day() -> None:
    assert allocation_day(date(2025, 2, 1), date(2025, 2, 28), 31) == date(2025, 2, 28)
    assert allocation_day(date(2025, 2, 1), date(2025, 2, 28), 5) == date(2025, 3, 5)


DUE = date(2025, 3, 31)
IN_TIME = datetime(2025, 3, 31, 23, 59, tzinfo=CHINA)
LATE = datetime(2025, 4, 1, 0, 1, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("paid", "paid_at", "as_of", "state"),
    [
        (100, IN_TIME, date(2025, 6, 1), "paid"),
        (100, LATE, date(2025, 6, 1), "late"),
        (40, None, date(2025, 6, 1), "part"),
        (40, None, date(2025, 3, 1), "part"),
        (0, None, date(2025, 4, 1), "unpaid"),
        (0, None, date(2025, 3, 31), "not_due"),
    ],
)
def test_how_a_month_stands(paid: int, paid_at: datetime | None, as_of: date, state: str) -> None:
    assert month_state(100, paid, DUE, paid_at, as_of) == state


def month(
    first: date, paid_at: datetime | None, *, scheme: str = "employee", months: int = 1, due_on: date
) -> MonthStatus:
    state = month_state(100, 100 if paid_at else 0, due_on, paid_at, date(2025, 12, 31))
    paid = 100 if paid_at else 0
    return MonthStatus(1, scheme, first, months, state, 0, 100, 0, paid, 0, 0, 0, due_on, paid_at, 1, None, "", ())


class TestPaidUp:
    MARCH = month(date(2025, 3, 1), IN_TIME, due_on=DUE)
    MARCH_UNPAID = month(date(2025, 3, 1), None, due_on=DUE)
    MARCH_LATE = month(date(2025, 3, 1), datetime(2025, 4, 20, tzinfo=CHINA), due_on=DUE)

    def test_the_latest_month_past_its_payment_day_must_be_paid(self) -> None:
        assert paid_up([self.MARCH], "employee", "in_service", date(2025, 4, 10)).paid
        blocked = paid_up([self.MARCH_UNPAID], "employee", "in_service", date(2025, 4, 10))
        assert (blocked.paid, blocked.blocking) == (False, self.MARCH_UNPAID)

    def test_a_month_whose_payment_day_has_not_passed_blocks_nothing(self) -> None:
        assert paid_up([self.MARCH_UNPAID], "employee", "in_service", DUE).paid

    def test_late_payment_restores_from_the_day_of_payment_only(self) -> None:
        assert not paid_up([self.MARCH_LATE], "employee", "in_service", date(2025, 4, 19)).paid
        assert paid_up([self.MARCH_LATE], "employee", "in_service", date(2025, 4, 20)).paid

    def test_retired_people_owe_nothing(self) -> None:
        assert paid_up([self.MARCH_UNPAID], "employee", "retired", date(2025, 4, 10)).paid

    def test_a_resident_needs_the_years_payment(self) -> None:
        year = month(date(2025, 1, 1), IN_TIME, scheme="resident", months=12, due_on=date(2025, 1, 31))
        assert not paid_up([], "resident", "adult", date(2025, 4, 1)).paid
        assert not paid_up([year], "resident", "adult", date(2025, 3, 30)).paid
        assert paid_up([year], "resident", "adult", date(2025, 3, 31)).paid
        assert not paid_up([year], "resident", "adult", date(2026, 1, 1)).paid


class TestContinuousMonths:
    """Months in a row, counted back from the day's month or the one before."""

    def paid(self, *months: int, late: bool = False) -> list[MonthStatus]:
        """Months of 2025, each paid on its 10th, or a year later."""
        year = 2026 if late else 2025
        return [month(date(2025, one, 1), datetime(year, one, 10, tzinfo=CHINA), due_on=DUE) for one in months]

    @pytest.mark.parametrize(
        ("months", "expected"),
        [((3, 4, 5, 6), 4), ((3, 4, 5), 3), ((3, 4), 0), ((2, 4, 5, 6), 3), ((), 0)],
    )
    def test_a_gap_breaks_the_row_and_the_open_month_does_not(self, months: tuple[int, ...], expected: int) -> None:
        assert continuous_months(self.paid(*months), "employee", date(2025, 6, 15)) == expected

    def test_what_is_paid_after_the_day_does_not_count(self) -> None:
        story = [*self.paid(4, 6), *self.paid(5, late=True)]
        assert continuous_months(story, "employee", date(2025, 6, 15)) == 1
        assert continuous_months(story, "employee", date(2026, 5, 31)) == 0

    def test_a_residents_year_counts_as_its_months(self) -> None:
        year = month(date(2025, 1, 1), datetime(2024, 12, 1, tzinfo=CHINA), scheme="resident", months=12, due_on=DUE)
        assert continuous_months([year], "resident", date(2025, 6, 15)) == 6
        assert continuous_months([year], "employee", date(2025, 6, 15)) == 0
