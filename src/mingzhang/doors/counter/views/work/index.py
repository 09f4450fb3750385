"""The region's background work, newest first."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.work import job_row

FEW_DAYS = timedelta(days=3)  # how long a failure is told on the first page
SHOWN = 50


@staffed("system", "supervisor")
def index(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """List the work of the region at the desk."""
    found = jobs.jobs_of(connection, desk.region, limit=SHOWN)
    return render(request, "counter/work/index.html", {"rows": [job_row(one, desk.language) for one in found]})
