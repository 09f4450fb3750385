"""Opening what is covered: the whole name, identity number and phone, once, for a reason that the person sees."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence import audit, record_lookup
from mingzhang.doors.counter.access.desk import Desk, person_here, staffed
from mingzhang.doors.counter.access.looks import CHANNEL, has_open_look
from mingzhang.doors.counter.presenting.identity import opened
from mingzhang.doors.counter.staff.records import BUSINESS
from mingzhang.doors.counter.views.opening import state_purpose
from mingzhang.doors.counter.views.person import person_page
from mingzhang.doors.counter.wording import told
from mingzhang.registers.enrolment.queries import identities
from mingzhang.registers.enrolment.records import Person

LONGEST_REASON = 100


@require_POST
@staffed(*BUSINESS)
def unmask(request: HttpRequest, desk: Desk, connection: Connection, number: str) -> HttpResponse:
    """Show the person's page once with the identity open; the next time it is covered again."""
    found = person_here(connection, desk, number)
    if not has_open_look(connection, desk, found.id):
        return state_purpose(request, desk, found.number)
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    shown = person_page(connection, desk, found)
    if not reason:
        fault = told(Refusal("REASON_MISSING", {}, "after_fix"), desk.language)
        return render(request, "counter/person.html", shown | {"fault": fault}, status=422)
    _record(connection, desk, found, reason)
    known = identities(connection, desk.region, found.id)
    return render(request, "counter/person.html", shown | {"open_identity": opened(found, known)})


def _record(connection: Connection, desk: Desk, found: Person, reason: str) -> None:
    """Keep the opening for the person to see and in the audit chain, before anything is shown."""
    with connection.transaction():
        record_lookup(
            connection, desk.region, found.id, channel=CHANNEL, actor=desk.code, purpose="unmask", now=desk.now,
            office=desk.staff.office, reference=reason,
        )  # fmt: skip
        audit(connection, desk.region, desk.code, "UNMASKED", found.number, {"reason": reason}, now=desk.now)
