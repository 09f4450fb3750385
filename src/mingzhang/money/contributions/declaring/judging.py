"""What a row would do, given what the register knows of the person; and everything that stands in its way. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingzhang.basics.fen import yuan_text
from mingzhang.basics.periods import add_months
from mingzhang.money.contributions.declaring.columns import FIELDS
from mingzhang.money.contributions.declaring.records import Entry, Fault, Row
from mingzhang.money.contributions.rules import MonthlyRates, month_due

OLDEST_MONTHS = 24  # a start further back is decided as a case, not by a file


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of a number on the day from which the row holds; all None when it has no such person."""

    person_id: int | None = None
    name: str | None = None
    died_on: date | None = None
    retired_on: date | None = None
    scheme: str | None = None
    category: str | None = None
    status: str | None = None
    employer_id: int | None = None
    starts: date | None = None
    declared_fen: int | None = None
    elsewhere: bool = False

    @property
    def works(self) -> bool:
        """Whether some employer here insures the person."""
        return self.scheme == "employee" and self.category == "in_service" and self.employer_id is not None


def judge(
    row: Row, known: Known, employer_id: int, month: date, rates: MonthlyRates
) -> tuple[Entry | None, tuple[Fault, ...]]:
    """What the row does for the month, None when a fault stops it; `employer_id` is whose row it is."""
    faults = tuple(_faults(row, known, employer_id, month, rates))
    if any(fault.stops for fault in faults):
        return None, faults
    if row.change == "leave":
        return Entry(row, "leave", known.person_id, employer_id, 0, 0, 0), faults
    due = month_due(row.wage_fen, rates)
    action: Literal["join", "change", "unchanged"] = "join"
    if row.change == "go_on":
        action = "unchanged" if known.declared_fen == row.wage_fen else "change"
    return Entry(row, action, known.person_id, employer_id, due.base_fen, due.person_fen, due.employer_fen), faults


def _faults(row: Row, known: Known, employer_id: int, month: date, rates: MonthlyRates) -> Iterator[Fault]:
    yield from _month_faults(row, month)
    if known.name is not None and known.name != row.name:
        yield _fault(row, "name", "NAME_DIFFERS", "", row.name)
    if known.died_on is not None and known.died_on < (row.from_month or month):
        yield _fault(row, "document", "PERSON_DIED", "", row.document)
    if row.change == "join":
        yield from _joining_faults(row, known, employer_id)
    elif not (known.works and known.employer_id == employer_id):
        yield _fault(row, "document", "NOT_STAFF", "", row.document)
    if row.change != "leave":
        yield from _wage_faults(row, rates)


def _month_faults(row: Row, month: date) -> Iterator[Fault]:
    starts = row.from_month
    if starts is None or starts == month:
        return
    if starts > month:
        yield _fault(row, "from_month", "MONTH_IN_FUTURE", f"≤ {month:%Y-%m}", f"{starts:%Y-%m}")
    elif starts < add_months(month, -OLDEST_MONTHS):
        yield _fault(
            row, "from_month", "MONTH_TOO_OLD", f"≥ {add_months(month, -OLDEST_MONTHS):%Y-%m}", f"{starts:%Y-%m}"
        )
    else:
        yield _fault(row, "from_month", "LATE_MONTH", f"{month:%Y-%m}", f"{starts:%Y-%m}", stops=False)


def _joining_faults(row: Row, known: Known, employer_id: int) -> Iterator[Fault]:
    if known.elsewhere:
        yield _fault(row, "document", "INSURED_ELSEWHERE", "", row.document)
    if known.category == "retired":
        yield _fault(row, "document", "ALREADY_RETIRED", "", row.document)
    elif known.works and known.employer_id == employer_id:
        yield _fault(row, "change", "ALREADY_STAFF", "续", "新增")
    elif known.works:
        yield _fault(row, "document", "WORKS_ELSEWHERE", "", row.document)
    elif known.status == "suspended":
        yield _fault(row, "document", "SUSPENDED_HERE", "", row.document)
    elif known.scheme is not None:
        yield _fault(row, "change", "SWITCHES_SCHEME", "", "新增", stops=False)


def _wage_faults(row: Row, rates: MonthlyRates) -> Iterator[Fault]:
    if row.wage_fen < rates.floor_fen:
        yield _fault(row, "wage", "WAGE_BELOW_FLOOR", yuan_text(rates.floor_fen), yuan_text(row.wage_fen), stops=False)
    if row.wage_fen > rates.cap_fen:
        yield _fault(row, "wage", "WAGE_ABOVE_CAP", yuan_text(rates.cap_fen), yuan_text(row.wage_fen), stops=False)


def _fault(row: Row, field: str, code: str, expected: str, got: str, *, stops: bool = True) -> Fault:
    return Fault(row.number, FIELDS[field].name, code, expected, got, stops)
