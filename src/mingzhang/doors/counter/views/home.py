"""The desk's first page: what waits, by clock, in every area of one's roles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.area import areas_for


@staffed()
def home(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Count what waits for this desk, the overdue first."""
    queues = [
        {"title": area.title, "icon": area.icon, "lines": area.waiting(connection, desk)}
        for area in areas_for(desk)
        if area.waiting is not None
    ]
    return render(request, "counter/home.html", {"queues": queues, "nothing": not any(q["lines"] for q in queues)})
