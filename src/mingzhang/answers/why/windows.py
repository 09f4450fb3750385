"""When a resident may pay for a year: until its payment day, then in the region's months of late payment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mingzhang.basics.periods import add_months, day_in_month

if TYPE_CHECKING:
    from mingzhang.money.contributions.records import MonthStatus
    from mingzhang.rules.policy import Citation


@dataclass(frozen=True, slots=True)
class Window:
    """The months of a year in which an overdue resident's year may still be paid, and the rule.

    `opens` is the month and day on which the next year's collection begins, where the region names it.
    """

    late_first: int
    late_last: int
    rule: Citation
    opens: tuple[int, int] | None = None

    def takes(self, year: MonthStatus, day: date) -> bool:
        """Whether a resident's year may be paid on a day."""
        late = day.year == year.month.year and self.late_first <= day.month <= self.late_last
        return day <= year.due_on or late

    def next_opening(self, day: date) -> date | None:
        """The day on which the next collection begins, after this day."""
        if self.opens is None:
            return None
        month, number = self.opens
        this_year = day_in_month(date(day.year, month, 1), number)
        return this_year if this_year > day else day_in_month(add_months(date(day.year, month, 1), 12), number)
