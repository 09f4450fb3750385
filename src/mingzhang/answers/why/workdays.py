"""Days that a remedy promises: working days (Monday to Friday) and a day of a month."""

from __future__ import annotations

from datetime import date, timedelta

from mingzhang.basics.periods import add_months, month_of


def workdays_after(day: date, count: int) -> date:
    """The day that lies so many Mondays to Fridays after a day; public holidays are not known and make it later."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def next_day_in_month(today: date, number: int) -> date:
    """The next such day of a month, today included."""
    this_month = day_in_month(month_of(today), number)
    return this_month if this_month >= today else day_in_month(add_months(month_of(today), 1), number)


def day_in_month(month: date, number: int) -> date:
    """A numbered day of a month, or the month's last day when it is shorter."""
    last = add_months(month, 1) - timedelta(days=1)
    return last if number > last.day else month.replace(day=number)
