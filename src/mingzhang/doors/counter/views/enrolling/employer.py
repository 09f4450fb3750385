"""An employer's staff on a day, page by page; from here each of them is opened, and somebody is hired."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.frame.asked import day_asked
from mingzhang.doors.frame.presenting.words import named
from mingzhang.registers.enrolment import queries

PAGE = 50
LONGEST_NUMBER = 18


@staffed("clerk", "checker", "supervisor")
def employer(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Show who is insured by the employer on the day asked for."""
    unit = queries.employer_by_code(connection, desk.region, code)
    if unit is None:
        raise Http404
    on = day_asked(request, "on", desk.today)
    found = queries.staff(connection, desk.region, unit.id, on, after=_after(request), limit=PAGE + 1)
    rows = [
        (one.key.number, mask_name(one.name), named(one.coverage.category, desk.language), one.coverage)
        for one in found[:PAGE]
    ]
    shown = {
        "unit": unit,
        "on": on.isoformat(),
        "count": queries.staff_count(connection, desk.region, unit.id, on),
        "rows": rows,
        "next": found[PAGE - 1].key.person_id if len(found) > PAGE else "",
    }
    return render(request, "counter/enrolling/employer.html", shown)


def _after(request: HttpRequest) -> int:
    text = request.GET.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
