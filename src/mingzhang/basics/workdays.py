"""Workdays 工作日 of China: weekdays that are no public holiday, and the weekend days worked in exchange.

Beyond the years whose notice is known, Monday to Friday count as workdays and every answer says that it is provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mingzhang.basics.holidays import DAYS_MADE_UP, DAYS_OFF, YEARS_KNOWN

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that was counted in workdays; `provisional` when a year on the way has no known holidays yet."""

    day: date
    provisional: bool


def is_workday(day: date) -> bool:
    """Whether offices work on the day."""
    return day in DAYS_MADE_UP or (day.weekday() < _SATURDAY and day not in DAYS_OFF)


def holidays_known(first: date, last: date) -> bool:
    """Whether the holidays of every year from the one day to the other are known."""
    return all(year in YEARS_KNOWN for year in range(first.year, last.year + 1))


def add_workdays(day: date, count: int) -> Deadline:
    """The day that lies so many workdays after a day, which is itself not counted; refuses a negative count.

    Nothing is counted for 0: the day itself is the answer, even where it is no workday.
    """
    if count < 0:
        raise ValueError(f"workdays are counted forward, got {count}")
    reached = day
    while count > 0:
        reached += _DAY
        count -= is_workday(reached)
    return Deadline(reached, not holidays_known(day, reached))


def workdays_between(first: date, last: date) -> int:
    """How many workdays lie after the first day, up to and with the last; 0 when the last is not later."""
    return sum(is_workday(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))
