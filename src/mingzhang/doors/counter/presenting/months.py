"""The months of a life as a dense map: a year a row, a month a square with its sign; and the gaps under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language, month_text
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.months import Cell, Moving, Year
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.doors.frame.presenting.words import named
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.interruptions.records import Gap, MonthMark

ON_WAY = ("created", "sent", "accepted", "unknown")
CAUSES: dict[str, str | Promise] = {
    "LEFT_JOB": _("离职后没有续保"),
    "EMPLOYER_UNPAID": _("单位没有缴"),
    "BANK_FAILED": _("银行扣款失败"),
    "DEBIT_NOT_SENT": _("扣款没有发出"),
    "SUSPENDED": _("暂停参保"),
    "SELF_UNPAID": _("本人没有缴"),
    "RATE_CHANGED": _("标准调整后少缴"),
    "UNKNOWN": _("记录没有说明"),
}
ENDS: dict[str, str | Promise] = {
    "open": _("还没有补"),
    "paid_late": _("已补缴"),
    "covered_again": _("后来又参保"),
    "other_scheme": _("转到另一险种"),
}


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its twelve squares; None where nothing is known of a month."""

    year: int
    squares: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """Months in a row that were not paid in time: which, how many, why, how it ended, what is missing."""

    span: str
    months: int
    scheme: str
    cause: str | Promise
    ended: str | Promise
    missing: str


def year_rows(marks: Sequence[MonthMark], years: Iterable[Year]) -> tuple[YearRow, ...]:
    """Lay the cells of each year out over its twelve months."""
    rows = []
    for year in years:
        months = [mark.month.month for mark in marks if mark.month.year == year.year]
        squares = dict(zip(months, year.cells, strict=True))
        rows.append(YearRow(year.year, tuple(squares.get(month) for month in range(1, 13))))
    return tuple(rows)


def legend(years: Iterable[Year]) -> tuple[Sign, ...]:
    """The signs that stand in the map, each once."""
    return tuple(dict.fromkeys(cell.sign for year in years for cell in year.cells))


def gap_rows(gaps: Iterable[Gap], language: Language) -> tuple[GapRow, ...]:
    """Present the gaps (given oldest first), the newest first."""
    return tuple(_gap(gap, language) for gap in reversed(tuple(gaps)))


def moving_of(person_id: int, orders: Iterable[Order], refunds: Iterable[Refund]) -> Moving:
    """The months whose money is on its way to us, and those whose money went back."""
    return Moving(
        on_way={line.month for order in orders if order.state in ON_WAY for line in order.lines},
        refunded={
            line.month
            for refund in refunds
            if refund.state == "paid_back"
            for line in refund.lines
            if line.person_id == person_id
        },
    )


def _gap(gap: Gap, language: Language) -> GapRow:
    first, last = month_text(gap.first, language), month_text(gap.last, language)
    return GapRow(
        span=first if gap.first == gap.last else f"{first} / {last}",
        months=gap.months,
        scheme=named(gap.scheme, language),
        cause=CAUSES[gap.cause],
        ended=ENDS[gap.ended],
        missing=yuan(gap.missing_fen) if gap.missing_fen else "",
    )
