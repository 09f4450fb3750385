"""Days and regions as an address asks for them; what does not exist is not found."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from mingzhang.doors.frame import clock
from mingzhang.rules.policy import PolicyView, UnknownRule, view_for

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # no life that is asked about reaches beyond


def day_asked(request: HttpRequest, name: str, otherwise: date | None = None) -> date:
    """The day that the address names; without one that can be read and looked at `otherwise`, else today."""
    return _day(request.GET.get(name, "").strip()) or otherwise or clock.now().date()


def no_days(request: HttpRequest, *names: str) -> tuple[str, ...]:
    """What the address gives as a day and cannot be looked at: told, because another day is shown instead."""
    return tuple(given for name in names if (given := request.GET.get(name, "").strip()) and _day(given) is None)


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def view_asked(region: str, day: date) -> PolicyView:
    """The rules of a region on a day; a region without a pack is not found."""
    try:
        return view_for(region, day)
    except UnknownRule as unknown:
        raise Http404 from unknown
