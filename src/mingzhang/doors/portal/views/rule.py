"""The rule behind a figure, as it holds on a day, with its document and state. Open to everybody: rules are public."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.doors.portal.access import clock
from mingzhang.doors.portal.access.reader import language
from mingzhang.doors.portal.presenting import dates
from mingzhang.doors.portal.presenting.places import region_name
from mingzhang.doors.portal.presenting.rulebook import rule_view
from mingzhang.rules.policy import UnknownRule, view_for


def rule(request: HttpRequest, region: str, key: str) -> HttpResponse:
    """Show one parameter of one region on the day that the address names, else today."""
    day = _day(request.GET.get("on", ""))
    try:
        view = view_for(region, day)
    except UnknownRule as unknown:
        raise Http404 from unknown
    declared = view.keys()
    if key not in declared:
        raise Http404
    shown = rule_view(view, key, language())
    changes = [(change.isoformat(), dates.day(change, language())) for change in shown.changes]
    named = {"region": region_name(region, language()), "key": key, "day": dates.day(day, language()), "on": day}
    return render(request, "portal/rule.html", {"rule": shown, "changes": changes, **named})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.now().date()
