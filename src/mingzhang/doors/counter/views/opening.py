"""Opening a person's record: only for a stated purpose and a case or ticket, which the person will see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, person_here, staffed
from mingzhang.doors.counter.access.looks import look_at
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.counter.views.search import asked_of, purposes
from mingzhang.doors.counter.wording import told


@require_POST
@staffed(*BUSINESS)
def open_person(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Record the look and show the person; without a purpose and a number of a case, ask for them."""
    person = person_here(connection, desk, request.POST.get("number", ""))
    asked = asked_of(request)
    if asked.purpose not in dict(purposes()) or not asked.reference:
        return state_purpose(request, desk, person.number, Refusal("PURPOSE_MISSING", {}, "after_fix"))
    look_at(connection, desk, person.id, asked.purpose, reference=asked.reference)
    return redirect("counter:person", person.number)


def state_purpose(request: HttpRequest, desk: Desk, number: str, refusal: Refusal | None = None) -> HttpResponse:
    """Ask for what a record is to be opened; nothing of the record is shown."""
    shown = {
        "number": number,
        "asked": asked_of(request),
        "purposes": purposes(),
        "fault": told(refusal, desk.language) if refusal is not None else "",
    }
    return render(request, "counter/state_purpose.html", shown, status=422 if refusal is not None else 200)
