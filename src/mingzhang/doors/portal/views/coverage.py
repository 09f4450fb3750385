"""Which rules are known and how well: a table a region, topic by topic and year by year. Open to everybody."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.doors.portal.access import clock
from mingzhang.doors.portal.access.reader import language
from mingzhang.doors.portal.presenting.places import region_name
from mingzhang.doors.portal.presenting.words import TOPICS
from mingzhang.rules.policy import CoverageRow, YearRow, coverage_by_year, coverage_table, covered_years, regions

YEARS_SHOWN = 6
STATES = ("verified", "transcribed", "assumed", "gaps")


def coverage(request: HttpRequest) -> HttpResponse:
    """Show what stands in the packs, honestly: verified, transcribed, assumed, missing; the latest years in full."""
    today = clock.now().date()
    years = [year for year in covered_years() if year <= today.year][-YEARS_SHOWN:]
    by_year = {(row.region, row.topic, row.year): row for row in coverage_by_year()}
    table = coverage_table()
    shown = [
        {
            "code": code,
            "name": region_name(code, language()),
            "has_pages": code in {region.code for region in regions()},
            "sums": _sums(row for row in table if row.region == code),
            "topics": [
                {
                    "name": TOPICS[row.topic],
                    "topic": row.topic,
                    "row": row,
                    "years": [_year(by_year[code, row.topic, year]) for year in years],
                }
                for row in table
                if row.region == code
            ],
        }
        for code in dict.fromkeys(row.region for row in table)
    ]
    return render(request, "portal/coverage.html", {"regions": shown, "years": years})


def _year(row: YearRow) -> dict[str, int]:
    """How many values are known in a year, and how many are listed as missing."""
    return {"known": row.verified + row.transcribed + row.assumed, "gaps": row.gaps}


def _sums(rows: Iterable[CoverageRow]) -> dict[str, int]:
    """A region's sums over all topics."""
    listed = list(rows)
    return {state: sum(getattr(row, state) for row in listed) for state in ("values", *STATES)}
