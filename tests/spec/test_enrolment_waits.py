"""From which day a new coverage gives pooled benefit: one row a life, days by hand from the packs' figures.

Shanghai's pack (310000) knows the residents' window (until 25 December of the year before), the wait of three months,
and six months for flexible workers unless the gap is three months or less. Everywhere benefit begins the month after
the first payment of an employee, and an employee's gap of more than three months costs six.
"""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.periods import Period
from mingzhang.registers.enrolment.records import Coverage, Exemption, History, NewCoverage, Scheme
from mingzhang.registers.enrolment.waiting import gap_months, missed_years, wait_of, window_closes
from mingzhang.rules.policy import UnknownRule, view_for

SHANGHAI, GUANGZHOU = "310000", "440100"


def held(scheme: Scheme, starts: date, ends: date | None, category: str = "", benefit: date | None = None) -> Coverage:
    default = "in_service" if scheme == "employee" else "adult"
    return Coverage(
        1, 7, scheme, category or default, None, "active", "", starts, benefit or starts, False, Period(starts, ends)
    )


def waits(
    region: str,
    new: tuple[Scheme, str, date],
    *earlier: Coverage,
    registered: date | None = None,
    exemption: Exemption | None = None,
    repaired: int = 0,
    carried: date | None = None,
) -> date:
    scheme, category, starts = new
    history = History(earlier, carried, exemption, repaired)
    asked = NewCoverage(scheme, category, starts)
    return wait_of(view_for(region, starts), asked, history, registered or starts).entitled_from


WORKING, FLEXIBLE = ("employee", "in_service"), ("employee", "flexible")
OCTOBER = date(2025, 10, 1)


@pytest.mark.parametrize(
    ("what", "expected", "found"),
    [
        ("first job: the month after", date(2025, 11, 1), lambda: waits(SHANGHAI, (*WORKING, OCTOBER))),
        (
            "from one employer to the next, no month missing",
            OCTOBER,
            lambda: waits(SHANGHAI, (*WORKING, OCTOBER), held("employee", date(2024, 1, 1), OCTOBER)),
        ),
        (
            "left on 20 September, hired on 8 October: no whole month is missing",
            date(2025, 10, 8),
            lambda: waits(
                SHANGHAI, (*WORKING, date(2025, 10, 8)), held("employee", date(2024, 1, 1), date(2025, 9, 21))
            ),
        ),
        (
            "a wait that still runs goes on",
            date(2025, 12, 1),
            lambda: waits(
                SHANGHAI,
                (*WORKING, OCTOBER),
                held("employee", date(2025, 9, 1), OCTOBER, "flexible", benefit=date(2025, 12, 1)),
            ),
        ),
        (
            "hired again after three missing months: as after a first payment",
            date(2025, 11, 1),
            lambda: waits(SHANGHAI, (*WORKING, OCTOBER), held("employee", date(2024, 1, 1), date(2025, 7, 1))),
        ),
        (
            "hired again after four missing months: six months",
            date(2026, 4, 1),
            lambda: waits(SHANGHAI, (*WORKING, OCTOBER), held("employee", date(2024, 1, 1), date(2025, 6, 1))),
        ),
        (
            "a resident who left a job three months ago, outside the window",
            date(2025, 10, 1),
            lambda: waits(
                SHANGHAI, ("resident", "adult", OCTOBER), held("employee", date(2024, 1, 1), date(2025, 7, 1))
            ),
        ),
        (
            "a resident who left a job four months ago, outside the window",
            date(2026, 1, 1),
            lambda: waits(
                SHANGHAI, ("resident", "adult", OCTOBER), held("employee", date(2024, 1, 1), date(2025, 6, 1))
            ),
        ),
        ("first flexible cover: six months", date(2026, 4, 1), lambda: waits(SHANGHAI, (*FLEXIBLE, OCTOBER))),
        (
            "flexible again after three missing months: as after a payment",
            date(2025, 11, 1),
            lambda: waits(SHANGHAI, (*FLEXIBLE, OCTOBER), held("employee", date(2024, 1, 1), date(2025, 7, 1))),
        ),
        (
            "flexible again after four missing months: six months",
            date(2026, 4, 1),
            lambda: waits(SHANGHAI, (*FLEXIBLE, OCTOBER), held("employee", date(2024, 1, 1), date(2025, 6, 1))),
        ),
        (
            "moved here, no month missing since the old place closed",
            OCTOBER,
            lambda: waits(SHANGHAI, (*WORKING, OCTOBER), carried=OCTOBER),
        ),
        (
            "resident, registered in the window",
            date(2025, 1, 1),
            lambda: waits(SHANGHAI, ("resident", "adult", date(2025, 1, 1)), registered=date(2024, 12, 25)),
        ),
        (
            "resident, a day after the window",
            date(2025, 4, 1),
            lambda: waits(SHANGHAI, ("resident", "adult", date(2025, 1, 1)), registered=date(2024, 12, 26)),
        ),
        (
            "newborn outside the window",
            date(2025, 6, 1),
            lambda: waits(SHANGHAI, ("resident", "minor", date(2025, 6, 1)), exemption="newborn"),
        ),
        (
            "special group outside the window",
            date(2025, 6, 1),
            lambda: waits(SHANGHAI, ("resident", "adult", date(2025, 6, 1)), exemption="special_group"),
        ),
        (
            "resident covered until last year, in the window",
            date(2025, 1, 1),
            lambda: waits(
                SHANGHAI,
                ("resident", "adult", date(2025, 1, 1)),
                held("resident", date(2024, 1, 1), date(2025, 1, 1)),
                registered=date(2024, 11, 3),
            ),
        ),
    ],
)
def test_waits(what: str, expected: date, found: object) -> None:
    assert found() == expected, what  # type: ignore[operator]


def test_missed_years_need_a_figure_that_no_pack_has() -> None:
    earlier = held("resident", date(2021, 1, 1), date(2022, 1, 1))  # 2022, 2023 and 2024 went by
    with pytest.raises(UnknownRule, match="wait_counts_from_missed_year"):
        waits(SHANGHAI, ("resident", "adult", date(2025, 1, 1)), earlier, registered=date(2024, 12, 1))


def test_without_the_windows_announcement_a_residents_wait_is_not_known() -> None:
    with pytest.raises(UnknownRule, match="resident_window_last_month"):
        waits(GUANGZHOU, ("resident", "adult", date(2025, 6, 1)))


@pytest.mark.parametrize(
    ("ended", "starts", "months"),
    [
        (None, OCTOBER, None),
        (OCTOBER, OCTOBER, 0),
        (date(2025, 9, 21), OCTOBER, 0),
        (date(2025, 9, 1), OCTOBER, 1),
        (date(2024, 10, 1), OCTOBER, 12),
    ],
)
def test_whole_months_between(ended: date | None, starts: date, months: int | None) -> None:
    assert gap_months(ended, starts) == months


@pytest.mark.parametrize(
    ("ends", "missed"),
    [(date(2025, 1, 1), 0), (date(2024, 3, 1), 0), (date(2024, 1, 1), 1), (date(2021, 1, 1), 4), (None, 0)],
)
def test_years_that_went_by_without_cover(ends: date | None, missed: int) -> None:
    assert missed_years(History((held("resident", date(2020, 1, 1), ends),)), date(2025, 1, 1)) == missed


def test_nobody_ever_covered_has_missed_no_year() -> None:
    assert missed_years(History(()), date(2025, 1, 1)) == 0


@pytest.mark.parametrize(
    ("region", "day", "closes"),
    [
        ("310000", date(2025, 1, 1), date(2024, 12, 25)),  # until 25 December of the year before
        ("110000", date(2025, 1, 1), date(2025, 3, 31)),  # until 31 March of the year itself
    ],
)
def test_the_window_closes(region: str, day: date, closes: date) -> None:
    assert window_closes(view_for(region, day)) == closes
