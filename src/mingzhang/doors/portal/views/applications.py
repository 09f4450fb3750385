"""Applications: what has been applied for, and what can be applied for, with its papers and its time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books import cases
from mingzhang.books.database import Connection
from mingzhang.doors.frame.presenting.applying import kind_view
from mingzhang.doors.frame.presenting.cases import case_row
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.money import applications as kinds_of_applications


@personal("applications")
def applications(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """List the reader's applications, newest first, and the kinds to choose from."""
    kinds = kinds_of_applications.kinds()
    own = cases.cases_of(connection, reader.region, reader.person_id)
    shown = {
        "rows": [case_row(one, kinds[one.kind], reader.language) for one in own],
        "kinds": [
            kind_view(kind, reader.region, reader.today, reader.language)
            for kind in kinds.values()
            if not kind.counter_only
        ],
        "at_counter": [
            kind_view(kind, reader.region, reader.today, reader.language)
            for kind in kinds.values()
            if kind.counter_only
        ],
    }
    return render(request, "portal/applications.html", shown)
