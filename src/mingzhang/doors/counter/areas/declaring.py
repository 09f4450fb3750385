"""The declaration desk: employers declare a month by file; what they owe, and what a person owes late."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, PersonPage, Waiting
from mingzhang.doors.counter.views.declaring.employer import employer
from mingzhang.doors.counter.views.declaring.file import confirm, faults, file
from mingzhang.doors.counter.views.declaring.index import index, template, upload
from mingzhang.doors.counter.views.declaring.person import person
from mingzhang.money.contributions.declaring import files_of

STAFF = frozenset({"clerk", "checker", "supervisor", "finance"})


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """Files that were checked and never taken over, and files with faults that nobody has mended."""
    page = reverse("counter:declaring:index")
    states = [one.state for one in files_of(connection, desk.region, limit=200)]
    lines = [
        Waiting(_("核对无误、还没有申报的名单"), states.count("checked"), 0, page),
        Waiting(_("有错误、等单位改正的名单"), states.count("faulty"), 0, page),
    ]
    return [line for line in lines if line.count]


AREA = Area(
    name="declaring",
    title=_("缴费申报"),
    roles=STAFF,
    urlpatterns=[
        path("", index, name="index"),
        path("upload", upload, name="upload"),
        path("template.csv", template, name="template"),
        path("files/<row:file_id>", file, name="file"),
        path("files/<row:file_id>/faults.csv", faults, name="faults"),
        path("files/<row:file_id>/declare", confirm, name="confirm"),
        path("employers/<str:code>", employer, name="employer"),
        path("<str:number>", person, name="person"),
    ],
    order=20,
    icon="list",
    waiting=waiting,
    person_pages=(PersonPage(_("缴费与补缴"), "person", STAFF),),
)
