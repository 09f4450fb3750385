"""Months that were not paid in time, gathered to gaps, each with the cause that the records prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.money.contributions.records import MonthStatus

Cause = Literal[
    "LEFT_JOB",
    "EMPLOYER_UNPAID",
    "BANK_FAILED",
    "DEBIT_NOT_SENT",
    "SUSPENDED",
    "SELF_UNPAID",
    "RATE_CHANGED",
    "UNKNOWN",
]
GapEnd = Literal["open", "paid_late", "covered_again", "other_scheme"]
MapState = Literal["paid", "late", "part", "unpaid", "not_due", "not_assessed", "exempt", "uncovered", "suspended"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that proves something: its kind ("contributions.order") and its number as text."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class PaymentTry:
    """A try to pay that came to nothing, as the doors recorded it: which months were meant and the code of the no."""

    event_id: int
    code: str
    months: tuple[date, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class MonthMark:
    """One month of a person's map: under which scheme it counts, how it stands, and its due if there is one.

    `not_assessed`: insured in a month that has passed, but nothing was ever found due for it. `exempt`: insured without
    owing anything (retired). `uncovered`: after the first cover, but not insured.
    """

    month: date
    scheme: str | None
    state: MapState
    due: MonthStatus | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in a row, from `first` to `last`, that no contribution had paid in time, and why.

    `ended` says how it ended: `open` while it lasts, `paid_late` on `ended_on`, `covered_again` when months without
    cover were followed by cover, `other_scheme` when the other scheme took over.
    """

    first: date
    last: date
    months: int
    scheme: str
    category: str
    cause: Cause
    evidence: tuple[Evidence, ...]
    ended: GapEnd
    ended_on: date | None
    missing_fen: int


@dataclass(frozen=True, slots=True)
class Arrears:
    """A person's map of months on a day, the gaps in it, and what is still owed in all, in fen."""

    person_id: int
    on: date
    months: tuple[MonthMark, ...]
    gaps: tuple[Gap, ...]

    @property
    def owed_fen(self) -> int:
        """What is overdue and still missing."""
        return sum(gap.missing_fen for gap in self.gaps)

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        """The gaps in which something is still owed."""
        return tuple(gap for gap in self.gaps if gap.missing_fen)
