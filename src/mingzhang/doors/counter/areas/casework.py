"""The case desk 办件: what waits by clock, one page for each application, and taking applications in at the window."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books import cases
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, PersonPage, Waiting
from mingzhang.doors.counter.views.casework.page import case_page, open_sealed
from mingzhang.doors.counter.views.casework.papers import add_papers, paper
from mingzhang.doors.counter.views.casework.queue import queue
from mingzhang.doors.counter.views.casework.steps import take_step
from mingzhang.doors.counter.views.casework.window import choose_kind, take_in


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """What waits: overdue applications, those at this desk, those to be checked, and those nobody has taken on."""
    counts = cases.queue_counts(connection, desk.region, by=desk.code, today=desk.today)
    index = reverse("counter:casework:index")
    lines = [Waiting(_("超过办理时限"), counts.overdue, counts.overdue, f"{index}?show=overdue")]
    if desk.may("checker"):
        lines.append(Waiting(_("等我复核"), counts.to_check, 0, f"{index}?show=to_check"))
    if desk.may("clerk"):
        lines.append(Waiting(_("在我手里"), counts.mine, 0, f"{index}?show=mine"))
        lines.append(Waiting(_("等受理"), counts.new, 0, f"{index}?show=new"))
    return [line for line in lines if line.count]


AREA = Area(
    name="casework",
    title=_("办件"),
    roles=frozenset({"clerk", "checker", "supervisor"}),
    urlpatterns=[
        path("", queue, name="index"),
        path("start/<str:number>", choose_kind, name="start"),
        path("start/<str:number>/<slug:slug>", take_in, name="take_in"),
        path("<str:case_number>", case_page, name="case"),
        path("<str:case_number>/open", open_sealed, name="open"),
        path("<str:case_number>/papers", add_papers, name="papers"),
        path("<str:case_number>/papers/<row:document_id>", paper, name="paper"),
        path("<str:case_number>/steps/<slug:step>", take_step, name="step"),
    ],
    order=20,
    icon="list",
    waiting=waiting,
    person_pages=(PersonPage(_("受理申请"), "start", frozenset({"clerk"})),),
)
