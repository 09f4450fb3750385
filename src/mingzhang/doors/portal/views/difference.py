"""What changed in a region's rules between two days, in words: from what to what, for whom, by which document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.asked import day_asked, no_days, view_asked
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.places import region_name
from mingzhang.doors.frame.presenting.rules import rule_address
from mingzhang.rules.policy import (
    Change,
    PolicyView,
    change_dates,
    differences,
    plan_differences,
    tell_change,
    tell_plan_change,
)
from mingzhang.rules.settlement.phrases import FUNDS


def difference(request: HttpRequest, region: str) -> HttpResponse:
    """Compare two days; without a wish the first day of this year and of the year before."""
    last = day_asked(request, "to", _new_year(day_asked(request, "on"), 0))
    first = day_asked(request, "from", _new_year(last, 1))
    before, after = sorted((view_asked(region, first), view_asked(region, last)), key=lambda view: view.day)
    found = differences(before, after)
    told = [change for change in found if change.kind != "recited"]
    funds = {fund: words[language()] for fund, words in FUNDS.items()}
    shown = {
        "region": region,
        "place": region_name(region, language()),
        "first": before.day.isoformat(),
        "last": after.day.isoformat(),
        "no_days": no_days(request, "from", "to"),
        "between": [dates.day(day, language()) for day in change_dates(region) if before.day < day <= after.day],
        "figures": _figures(told, after, language()),
        "plans": [tell_plan_change(change, funds, language()) for change in plan_differences(before, after)],
        "recited": len(found) - len(told),
    }
    return render(request, "portal/difference.html", shown)


def _figures(changes: Sequence[Change], after: PolicyView, reading: Language) -> list[dict[str, object]]:
    """The changes of each figure together, in words, with the figure's place after them."""
    return [
        {
            "name": one[0].name_en if reading == "en" else one[0].name_zh,
            "url": rule_address(key, after.region, after.day),
            "told": [tell_change(change, reading) for change in one],
        }
        for key, group in groupby(changes, key=lambda change: change.key)
        for one in [list(group)]
    ]


def _new_year(day: date, back: int) -> date:
    return date(max(day.year - back, 1), 1, 1)
