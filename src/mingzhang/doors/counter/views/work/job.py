"""One piece of background work, with its progress; whoever asked for it may watch it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.work import job_row


@staffed()
def job(request: HttpRequest, desk: Desk, connection: Connection, job_id: int) -> HttpResponse:
    """Show the work; somebody else's only to those who run the system."""
    found = jobs.job_by_id(connection, desk.region, job_id)
    if found is None or not (found.asked_by == desk.code or desk.may("system", "supervisor")):
        raise Http404
    shown = {"row": job_row(found, desk.language), "sees_all": desk.may("system", "supervisor")}
    return render(request, "counter/work/job.html", shown)
