"""The enrolment desk: who is insured, under what, since when; entering, changing, moving and comparing."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, PersonPage, Waiting
from mingzhang.doors.counter.views.enrolling.act import act
from mingzhang.doors.counter.views.enrolling.employer import employer
from mingzhang.doors.counter.views.enrolling.index import index
from mingzhang.doors.counter.views.enrolling.new import new
from mingzhang.doors.counter.views.enrolling.person import person
from mingzhang.registers.enrolment.queries import open_transfers

STAFF = frozenset({"clerk", "checker", "supervisor"})


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """Transfers of the relation that wait for this region or for the other one."""
    found = open_transfers(connection, desk.region)
    asked = sum(one.state == "asked" and one.direction == "out" for one in found)
    lines = [
        Waiting(_("外地来要的转移凭证"), asked, 0, reverse("counter:enrolling:index")),
        Waiting(_("办理中的关系转移"), len(found) - asked, 0, reverse("counter:enrolling:index")),
    ]
    return [line for line in lines if line.count]


AREA = Area(
    name="enrolling",
    title=_("参保登记"),
    roles=STAFF,
    urlpatterns=[
        path("", index, name="index"),
        path("new", new, name="new"),
        path("employers/<str:code>", employer, name="employer"),
        path("<str:number>", person, name="person"),
        path("<str:number>/<slug:name>", act, name="act"),
    ],
    order=10,
    icon="list",
    waiting=waiting,
    person_pages=(PersonPage(_("参保登记"), "person", STAFF),),
    employer_page="employer",
)
