"""Half-open periods of days and months, as the register keeps them: from a day, until but without a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` until but without `end`; no end means still running."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} to {self.end}")

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day and (self.end is None or day < self.end)


def month_of(day: date) -> date:
    """The first day of the day's month: how a month is written everywhere."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month that lies `count` months later (or earlier, when negative)."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def months_between(first: date, last: date) -> int:
    """How many months lie from the first day's month to the last day's month; 0 within one month."""
    return (last.year - first.year) * 12 + last.month - first.month


def each_month(first: date, last: date) -> tuple[date, ...]:
    """Every month from the first to the last, both included; empty when the last lies before the first."""
    start = month_of(first)
    return tuple(add_months(start, step) for step in range(months_between(first, last) + 1))


def day_in_month(month: date, number: int) -> date:
    """A numbered day of a month, or the month's last day when it is shorter."""
    last = add_months(month, 1) - timedelta(days=1)
    return last if number > last.day else month.replace(day=number)


def next_day_in_month(today: date, number: int) -> date:
    """The next such day of a month, today included."""
    this_month = day_in_month(month_of(today), number)
    return this_month if this_month >= today else day_in_month(add_months(month_of(today), 1), number)


def age_on(birth: date, day: date) -> int:
    """Full years of age on a day; someone born on 29 February ages on 1 March of other years."""
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1)


def medical_year(day: date, starts_in_month: int = 1) -> int:
    """The medical year of a day, named by the calendar year in which it starts."""
    return day.year if day.month >= starts_in_month else day.year - 1
