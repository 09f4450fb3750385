"""The months of a life as a dense map: a year a row, a month a square with its sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzhang.doors.frame.presenting.months import Cell, Moving, Year
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.interruptions.records import MonthMark

ON_WAY = ("created", "sent", "accepted", "unknown")


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its twelve squares; None where nothing is known of a month."""

    year: int
    squares: tuple[Cell | None, ...]


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
