"""Workdays with holidays and make-up days, as the State Council's notices for 2024 to 2026 set them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.basics.holidays import DAYS_MADE_UP, DAYS_OFF, YEARS_KNOWN
from mingzhang.basics.workdays import Deadline, add_workdays, holidays_known, is_workday, workdays_between

DAYS = st.dates(date(2023, 6, 1), date(2028, 6, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 3, 3), True),  # a Monday
        (date(2025, 3, 1), False),  # a Saturday
        (date(2025, 10, 8), False),  # the last day of the long holiday, a Wednesday
        (date(2025, 10, 9), True),
        (date(2025, 9, 28), True),  # a Sunday worked for it
        (date(2025, 10, 11), True),  # a Saturday worked for it
        (date(2024, 2, 9), True),  # the eve of the Spring Festival was no holiday in 2024
        (date(2024, 2, 18), True),  # a Sunday
        (date(2026, 1, 2), False),  # a Friday between New Year and the weekend
        (date(2026, 1, 4), True),  # the Sunday worked for it
        (date(2026, 2, 23), False),  # the ninth day of the Spring Festival
        (date(2027, 10, 1), True),  # a Friday of a year whose holidays are not known yet
    ],
)
def test_a_day_is_worked_or_off(day: date, works: bool) -> None:
    assert is_workday(day) is works


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2025, 9, 26), 1, Deadline(date(2025, 9, 28), False)),  # Friday → the Sunday that is worked
        (date(2025, 9, 26), 4, Deadline(date(2025, 10, 9), False)),  # 28, 29, 30 September, 9 October
        (date(2025, 9, 26), 6, Deadline(date(2025, 10, 11), False)),  # 9, 10 and the Saturday 11 October
        (date(2025, 3, 3), 10, Deadline(date(2025, 3, 17), False)),
        (date(2025, 3, 1), 0, Deadline(date(2025, 3, 1), False)),
        (date(2026, 12, 30), 1, Deadline(date(2026, 12, 31), False)),
        (date(2026, 12, 30), 2, Deadline(date(2027, 1, 1), True)),  # 2027 is not announced: it may become later
    ],
)
def test_a_deadline_skips_what_is_off(day: date, count: int, expected: Deadline) -> None:
    assert add_workdays(day, count) == expected


def test_deadlines_are_counted_forward_only() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_workdays(date(2025, 3, 3), -1)


def test_workdays_of_the_known_years() -> None:
    # A year's weekdays less the weekdays off, plus the weekend days worked, counted by hand from each notice:
    # 2024: 262 − 19 + 8, 2025: 261 − 18 + 5, 2026: 261 − 19 + 6 (each has 52 weeks and one or two days more).
    for year, expected in ((2024, 251), (2025, 248), (2026, 248)):
        assert workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == expected


def test_every_day_made_up_is_a_weekend_day_of_a_known_year_and_not_off() -> None:
    assert all(day.weekday() >= 5 and day.year in YEARS_KNOWN for day in DAYS_MADE_UP)
    assert not DAYS_MADE_UP & DAYS_OFF


@given(day=DAYS, count=st.integers(1, 120))
def test_a_deadline_is_a_workday_and_counts_back(day: date, count: int) -> None:
    reached = add_workdays(day, count)
    assert is_workday(reached.day)
    assert workdays_between(day, reached.day) == count
    assert reached.provisional is not holidays_known(day, reached.day)


@given(day=DAYS, first=st.integers(0, 60), then=st.integers(0, 60))
def test_deadlines_add_up(day: date, first: int, then: int) -> None:
    assert add_workdays(add_workdays(day, first).day, then).day == add_workdays(day, first + then).day


@given(day=DAYS, back=st.integers(0, 400))
def test_no_workday_lies_before_the_day(day: date, back: int) -> None:
    assert workdays_between(day, day - timedelta(days=back)) == 0
