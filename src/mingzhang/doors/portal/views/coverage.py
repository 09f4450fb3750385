"""Which rules are known and how well: a table a region, topic by topic and year by year. Open to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.language import language
from mingzhang.doors.frame.presenting.places import region_info, region_name
from mingzhang.doors.frame.presenting.words import TOPICS
from mingzhang.rules.policy import CoverageRow, YearRow, coverage_by_year, coverage_table, covered_years

YEARS_SHOWN = 6
STATES = ("verified", "transcribed", "assumed", "gaps")


def coverage(request: HttpRequest) -> HttpResponse:
    """Show what stands in the packs, honestly: verified, transcribed, assumed, missing; the latest years one by one."""
    years = tuple(year for year in covered_years() if year <= clock.now().year)[-YEARS_SHOWN:]
    return render(request, "portal/coverage.html", {"regions": _regions(years, language()), "years": years})


@lru_cache(maxsize=8)
def _regions(years: tuple[int, ...], reading: Language) -> tuple[dict[str, Any], ...]:
    """Each region with its sums and topics; counted once, for the packs of a process do not change."""
    table = coverage_table()
    by_year = {(row.region, row.topic, row.year): row for row in coverage_by_year()}
    return tuple(
        {
            "code": code,
            "name": region_name(code, reading),
            "has_pages": region_info(code) is not None,
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
    )


def _year(row: YearRow) -> dict[str, int]:
    """How many values are known in a year, and how many are listed as missing."""
    return {"known": row.verified + row.transcribed + row.assumed, "gaps": row.gaps}


def _sums(rows: Iterable[CoverageRow]) -> dict[str, int]:
    """A region's sums over all topics."""
    listed = list(rows)
    return {state: sum(getattr(row, state) for row in listed) for state in STATES}
