"""Background work of the region: what runs, how far it is, and what failed."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, Waiting
from mingzhang.doors.counter.views.work.index import FEW_DAYS, index
from mingzhang.doors.counter.views.work.job import job


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """Work that failed within the last days, and work that runs."""
    page = reverse("counter:work:index")
    found = jobs.jobs_of(connection, desk.region, states=("waiting", "running", "failed"), limit=200)
    failed = [one for one in found if one.state == "failed" and one.asked_at > desk.now - FEW_DAYS]
    running = [one for one in found if not one.is_over]
    lines = [
        Waiting(_("没有做成的后台任务"), len(failed), len(failed), page),
        Waiting(_("正在做的后台任务"), len(running), 0, page),
    ]
    return [line for line in lines if line.count]


AREA = Area(
    name="work",
    title=_("后台任务"),
    roles=frozenset({"system", "supervisor"}),
    urlpatterns=[path("", index, name="index"), path("<row:job_id>", job, name="job")],
    order=70,
    icon="clock",
    waiting=waiting,
)
