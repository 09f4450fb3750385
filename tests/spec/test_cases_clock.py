"""The clock of an application, by hand over the National Day of 2025 and by properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.basics.workdays import add_workdays, is_workday, workdays_between
from mingzhang.books.cases.rules import STEPS, ClockFacts, clock, due_on, state_after

FRIDAY = date(2025, 9, 26)  # 28 (Sunday), 29, 30 September are worked, 1 to 8 October are off, 9, 10, 11 are worked


@pytest.mark.parametrize(
    ("today", "used", "left"),
    [
        (date(2025, 9, 26), 0, 5),
        (date(2025, 9, 27), 0, 5),  # a Saturday
        (date(2025, 9, 28), 1, 4),  # a Sunday that is worked
        (date(2025, 10, 5), 3, 2),
        (date(2025, 10, 10), 5, 0),
        (date(2025, 10, 11), 6, -1),  # a Saturday that is worked: one workday late
    ],
)
def test_five_workdays_from_a_friday_before_the_holiday(today: date, used: int, left: int) -> None:
    found = clock(ClockFacts(FRIDAY, 5), today)
    assert (found.used_workdays, found.left_workdays, found.due_on) == (used, left, date(2025, 10, 10))
    assert found.is_overdue is (left < 0)
    assert not found.stopped
    assert not found.provisional


def test_the_clock_stands_while_papers_are_missing_and_runs_on_when_they_come() -> None:
    asked, came = date(2025, 9, 29), date(2025, 10, 10)  # stopped: 30 September, 9 and 10 October
    standing = clock(ClockFacts(FRIDAY, 5, stopped_on=asked), date(2025, 10, 9))
    assert (standing.used_workdays, standing.left_workdays, standing.due_on) == (2, 3, None)
    assert (standing.stopped, standing.stopped_workdays) == (True, 2)
    resumed = ClockFacts(FRIDAY, 5, stopped_workdays=workdays_between(asked, came))
    assert resumed.stopped_workdays == 3
    running = clock(resumed, came)
    assert (running.used_workdays, running.left_workdays) == (2, 3)
    assert running.due_on == date(2025, 10, 14)  # Saturday 11, Monday 13, Tuesday 14


def test_an_extension_moves_the_day() -> None:
    assert due_on(ClockFacts(FRIDAY, 5, extended_workdays=5)) == date(2025, 10, 16)  # 11, 13, 14, 15, 16 October


def test_without_a_known_time_workdays_are_counted_and_no_day_is_due() -> None:
    found = clock(ClockFacts(FRIDAY, None), date(2025, 10, 11))
    assert (found.used_workdays, found.left_workdays, found.due_on) == (6, None, None)
    assert not found.is_overdue


def test_an_ended_clock_does_not_run_on() -> None:
    found = clock(ClockFacts(FRIDAY, 5, ended_on=date(2025, 9, 30)), date(2025, 12, 1))
    assert (found.used_workdays, found.left_workdays, found.ended) == (3, 2, True)


def test_a_day_in_a_year_without_notice_is_provisional() -> None:
    assert clock(ClockFacts(date(2026, 12, 30), 5), date(2026, 12, 30)).provisional


STOPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=4)
DAYS = st.dates(date(2024, 1, 2), date(2026, 6, 1))
GIVEN = st.integers(1, 60)


@given(received=DAYS, given=GIVEN, passed=st.integers(0, 200))
def test_used_and_left_make_what_was_given(received: date, given: int, passed: int) -> None:
    found = clock(ClockFacts(received, given), received + timedelta(days=passed))
    assert found.left_workdays is not None
    assert found.used_workdays + found.left_workdays == given


@given(received=DAYS, given=GIVEN, before=st.integers(0, 30), stops=STOPS)
def test_stops_cost_the_agency_nothing_and_the_applicant_nothing(
    received: date, given: int, before: int, stops: list[tuple[int, int]]
) -> None:
    """After any number of stops the workdays that ran, and no others, are used; the day moves by the stops alone."""
    today, ran, stopped = (
        received + timedelta(days=before),
        workdays_between(received, received + timedelta(days=before)),
        0,
    )
    for standing, running in stops:
        asked, came = today, today + timedelta(days=standing)
        frozen = clock(ClockFacts(received, given, stopped_workdays=stopped, stopped_on=asked), came)
        assert (frozen.used_workdays, frozen.due_on) == (ran, None)
        stopped += workdays_between(asked, came)
        today = came + timedelta(days=running)
        ran += workdays_between(came, today)
    found = clock(ClockFacts(received, given, stopped_workdays=stopped), today)
    assert found.used_workdays == ran
    assert found.due_on == add_workdays(received, given + stopped).day
    assert is_workday(found.due_on)
    assert found.is_overdue is (today > found.due_on and workdays_between(found.due_on, today) > 0)


def test_every_step_leads_on_and_none_out_of_an_end() -> None:
    for step in STEPS:
        assert all(state_after(step, end) is None for end in ("done", "refused", "withdrawn"))
    assert state_after("papers_arrived", "accepted") is None
    assert state_after("approve", "submitted") is None
    assert state_after("withdraw", "proposed") == "withdrawn"
