"""Which rules are known and how well: one table a region, and every rule of it by name. Open to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.answers.why.words import Language
from mingzhang.doors.portal.access import clock
from mingzhang.doors.portal.access.reader import language
from mingzhang.doors.portal.presenting.places import region_name
from mingzhang.doors.portal.presenting.rulebook import parameter_name
from mingzhang.doors.portal.presenting.words import TOPICS
from mingzhang.rules.policy import CoverageRow, coverage_table, regions, view_for


def coverage(request: HttpRequest) -> HttpResponse:
    """Show what stands in the packs, honestly: verified, transcribed, assumed, missing."""
    table = coverage_table()
    shown = [
        {
            "code": region.code,
            "name": region_name(region.code, language()),
            "topics": [_topic(row, region.code, language()) for row in table if row.region == region.code],
        }
        for region in regions()
    ]
    return render(request, "portal/coverage.html", {"regions": shown})


def _topic(row: CoverageRow, region: str, reading: Language) -> dict[str, object]:
    view = view_for(region, clock.now().date())
    declared = view.keys()
    keys = [key for key in declared if key.partition(".")[0] == row.topic]
    rules = [(key, parameter_name(view.parameter(key), reading)) for key in keys]
    return {"name": TOPICS[row.topic], "row": row, "rules": rules}
