"""The enrolment desk: somebody new, and the transfers that wait."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.basics.identifiers import record_number
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.enrolling import transfer_rows
from mingzhang.registers.enrolment import queries

MOST = 100


@staffed("clerk", "checker", "supervisor")
def index(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show what waits; people are found by the search or entered anew."""
    waiting = queries.open_transfers(connection, desk.region, limit=MOST)
    people = [record_number(desk.region, one.person_id) for one in reversed(waiting)]
    rows = zip(transfer_rows(waiting, desk.language), people, strict=True)
    return render(request, "counter/enrolling/index.html", {"waiting": list(rows), "may_enter": desk.may("clerk")})
