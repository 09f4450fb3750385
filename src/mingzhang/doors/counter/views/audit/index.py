"""Who of the staff looked at whose record, for what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection
from mingzhang.books.evidence import StaffLookup, lookups_through
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.access.looks import CHANNEL
from mingzhang.doors.counter.paging import before_asked, page_of
from mingzhang.doors.counter.staff.operations import EVERYWHERE
from mingzhang.doors.frame.presenting import dates, words

A_PAGE = 50


@staffed("audit")
def index(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """List the looks of the region at the desk, newest first; by one member of staff when a code is given."""
    actor = request.GET.get("staff", "").strip()[:20]
    found = lookups_through(
        connection, desk.region, CHANNEL, actor=actor or None, before=before_asked(request), limit=A_PAGE + 1
    )
    page = page_of(found, A_PAGE, lambda look: look.lookup_id)
    shown = {
        "rows": [_row(look, desk) for look in page.rows],
        "older": page.older,
        "staff": actor,
        "chains": (desk.region, EVERYWHERE),
    }
    return render(request, "counter/audit/index.html", shown)


def _row(look: StaffLookup, desk: Desk) -> dict[str, object]:
    return {
        "at": dates.moment(look.looked_at, desk.language),
        "actor": look.actor,
        "office": look.office,
        "person": record_number(desk.region, look.person_id),
        "purpose": words.COUNTER_PURPOSES.get(look.purpose, look.purpose),
        "reference": look.reference,
    }
