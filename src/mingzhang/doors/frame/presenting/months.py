"""The map of months: a cell for each month of a year, and under it what was due and paid, month by month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language
from mingzhang.answers.why.words.telling import months_text
from mingzhang.basics.periods import add_months
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import MONTHS, Sign
from mingzhang.doors.frame.presenting.words import named
from mingzhang.money.contributions.interruptions.records import MonthMark
from mingzhang.money.contributions.records import MonthStatus

OWED = ("unpaid", "part", "not_due", "uncovered")
SCHEMES = ("employee", "resident")


@dataclass(frozen=True, slots=True)
class Cell:
    """One month: which, under which scheme, and its sign."""

    which: str | Promise
    scheme: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class DueRow:
    """What one month, or a resident's year, cost, what came in for it and what is missing."""

    which: str
    scheme: str
    due: str
    own: str
    employer: str
    paid: str
    missing: str
    when: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Year:
    """A year's map and the table under it."""

    year: int
    cells: tuple[Cell, ...]
    rows: tuple[DueRow, ...]
    tally: tuple[tuple[Sign, int], ...]


@dataclass(frozen=True, slots=True)
class Moving:
    """Months for which money is on its way, and months whose money went back."""

    on_way: Collection[date] = ()
    refunded: Collection[date] = ()


def years_of(marks: Sequence[MonthMark], moving: Moving, language: Language) -> tuple[Year, ...]:
    """Present marks (given oldest first) by year, the newest year first."""
    by_year = groupby(marks, key=lambda mark: mark.month.year)
    years = [_year(year, tuple(found), moving, language) for year, found in by_year]
    return tuple(reversed(years))


def _year(year: int, marks: Sequence[MonthMark], moving: Moving, language: Language) -> Year:
    several = len({mark.scheme for mark in marks if mark.scheme}) > 1
    signs = [_sign(mark, moving) for mark in marks]
    cells = tuple(
        Cell(_("%(month)d月") % {"month": mark.month.month}, _scheme(mark, language) if several else "", sign)
        for mark, sign in zip(marks, signs, strict=True)
    )
    counted = {sign: signs.count(sign) for sign in MONTHS.values()}
    tally = tuple((sign, count) for sign, count in counted.items() if count)
    return Year(year, cells, tuple(_rows(marks, signs, language)), tally)


def _sign(mark: MonthMark, moving: Moving) -> Sign:
    """The sign of a month; money on its way or gone back is told before a bare "unpaid"."""
    if mark.state in OWED and mark.month in moving.on_way:
        return MONTHS["on_way"]
    if mark.state in OWED and mark.month in moving.refunded:
        return MONTHS["refunded"]
    return MONTHS[mark.state]


def _scheme(mark: MonthMark, language: Language) -> str:
    return named(mark.scheme, language) if mark.scheme else ""


def _rows(marks: Iterable[MonthMark], signs: Iterable[Sign], language: Language) -> Iterator[DueRow]:
    """One row for each due; a resident's year is one due, shown once."""
    told: set[tuple[str, date]] = set()
    for mark, sign in zip(marks, signs, strict=True):
        due = mark.due
        if due is None or (due.scheme, due.month) in told:
            continue
        told.add((due.scheme, due.month))
        yield _row(due, sign, language)


def _row(due: MonthStatus, sign: Sign, language: Language) -> DueRow:
    paid = due.person_paid_fen + due.employer_paid_fen
    return DueRow(
        which=month_words(due.month, due.months, language),
        scheme=named(due.scheme, language),
        due=yuan(due.due_fen),
        own=yuan(due.person_due_fen),
        employer=yuan(due.employer_due_fen) if due.employer_due_fen else "",
        paid=yuan(paid),
        missing=yuan(due.missing_fen) if due.missing_fen else "",
        when=_when(due, language),
        sign=sign,
    )


def _when(due: MonthStatus, language: Language) -> str:
    if due.paid_at is not None:
        return _("%(moment)s 缴清") % {"moment": dates.moment(due.paid_at, language)}
    return _("应在 %(day)s 前缴清") % {"day": dates.day(due.due_on, language)}


def month_words(month: date, months: int, language: Language) -> str:
    """A month, or the months of a resident's year: 2025年3月, 2025年1月至12月."""
    return months_text([add_months(month, step) for step in range(months)], language)
