"""From which day benefit counts, why, and what would change it; as of today or of any day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.frame.asked import day_asked, no_days
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.entitlement import standing_view
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.doors.portal.access.reader import Reader, personal
from mingzhang.money.contributions.standing import standing


@personal("entitlement")
def entitlement(request: HttpRequest, reader: Reader, connection: Connection) -> HttpResponse:
    """Show both clocks, the wait, the months in a row and the years towards retirement on a day."""
    day = day_asked(request, "on")
    found = standing(connection, reader.region, reader.person_id, day)
    shown = {
        "on": day.isoformat(),
        "day": dates.day(day, reader.language),
        "is_today": day == reader.today,
        "no_days": no_days(request, "on"),
    }
    if isinstance(found, Refusal):
        shown["refusal"] = refusal_view(found, reader.language)
    else:
        shown["standing"] = standing_view(found, reader.region, reader.language)
    return render(request, "portal/entitlement.html", shown)
