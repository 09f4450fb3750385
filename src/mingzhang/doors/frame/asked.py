"""Days and regions as an address asks for them; what does not exist is not found."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from mingzhang.doors.frame import clock
from mingzhang.rules.policy import PolicyView, UnknownRule, view_for


def day_asked(request: HttpRequest, name: str, otherwise: date | None = None) -> date:
    """The day that the address names; without one that can be read `otherwise`, else today."""
    try:
        return date.fromisoformat(request.GET.get(name, "").strip())
    except ValueError:
        return otherwise or clock.now().date()


def no_days(request: HttpRequest, *names: str) -> tuple[str, ...]:
    """What the address gives as a day and is none: to be told, because another day is shown instead."""
    return tuple(given for name in names if (given := request.GET.get(name, "").strip()) and not _is_day(given))


def _is_day(given: str) -> bool:
    try:
        date.fromisoformat(given)
    except ValueError:
        return False
    return True


def view_asked(region: str, day: date) -> PolicyView:
    """The rules of a region on a day; a region without a pack is not found."""
    try:
        return view_for(region, day)
    except UnknownRule as unknown:
        raise Http404 from unknown
