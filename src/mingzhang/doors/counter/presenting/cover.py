"""Coverages as rows: from when to when, under what, with which status and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.doors.counter.presenting.found import STATUSES
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment.records import Coverage

TONES = {"active": "good", "suspended": "care", "stopped": ""}
OPEN_END = _("至今")


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One period of cover; `last` is its last day; `runs` marks the one that holds on the day of the page."""

    first: str
    last: str | Promise
    cover: str
    employer: str
    status: str | Promise
    tone: str
    reason: str
    entitled_from: str
    confirmed: bool
    runs: bool


def cover_rows(
    found: Sequence[Coverage], employers: Mapping[int, str], on: date, language: Language
) -> tuple[CoverRow, ...]:
    """Present coverages (given oldest first), the newest first."""
    return tuple(_row(one, employers, on, language) for one in reversed(found))


def _row(one: Coverage, employers: Mapping[int, str], on: date, language: Language) -> CoverRow:
    end = one.holds.end
    return CoverRow(
        first=one.holds.start.isoformat(),
        last=(end - timedelta(days=1)).isoformat() if end is not None else OPEN_END,
        cover=f"{named(one.scheme, language)} · {named(one.category, language)}",
        employer=employers.get(one.employer_id, "") if one.employer_id is not None else "",
        status=STATUSES[one.status],
        tone=TONES[one.status],
        reason=one.reason,
        entitled_from=one.entitled_from.isoformat(),
        confirmed=one.confirmed_on is not None,
        runs=one.holds.holds(on),
    )
