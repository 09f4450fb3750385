"""One topic of a region's rules on a day: every figure with its document, state and conflicts, and what is missing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.doors.frame.asked import day_asked, no_days, view_asked
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.places import region_name
from mingzhang.doors.frame.presenting.words import RULE_STATES_EXPLAINED, TOPICS
from mingzhang.doors.portal.presenting.rulebook import rule_view


def topic(request: HttpRequest, region: str, topic: str) -> HttpResponse:
    """Show a topic on the day that the address names, else today; each figure has its own place on the page."""
    day = day_asked(request, "on")
    view = view_asked(region, day)
    keys = [key for key in view.keys() if key.partition(".")[0] == topic]  # noqa: SIM118 - a view is no mapping
    if not keys:
        raise Http404
    rules = [rule_view(view, key, language()) for key in keys]
    seen = dict.fromkeys(group.state_code for rule in rules for group in rule.groups)
    shown = {
        "rules": rules,
        "title": TOPICS[topic],
        "region": region,
        "topic": topic,
        "place": region_name(region, language()),
        "on": day.isoformat(),
        "no_days": no_days(request, "on"),
        "day": dates.day(day, language()),
        "states": [RULE_STATES_EXPLAINED[state] for state in seen],
    }
    return render(request, "portal/topic.html", shown)
