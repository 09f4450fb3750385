"""The accounts desk 划账: months and their runs, freezes, interest, payments on their way."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, PersonPage, Waiting
from mingzhang.doors.counter.views.allocating.freezes import freeze, freezes, unfreeze
from mingzhang.doors.counter.views.allocating.payouts import interest, payouts, step
from mingzhang.doors.counter.views.allocating.runs import index, month, people, start
from mingzhang.money.accounts import queries

MOST = 200


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """Months past their day without a run, and payments that finance has to send or to mend."""
    late = queries.late_months(connection, desk.region, desk.today)
    lines = [Waiting(_("过了划账日还没有划账的月份"), len(late), len(late), reverse("counter:allocating:index"))]
    if desk.may("finance"):
        page = reverse("counter:allocating:payouts")
        to_send = queries.payouts(connection, desk.region, ("ordered",), limit=MOST)
        returned = queries.payouts(connection, desk.region, ("failed",), limit=MOST)
        lines.append(Waiting(_("等付款的账户支取"), len(to_send) + len(returned), len(returned), page))
    return [line for line in lines if line.count]


AREA = Area(
    name="allocating",
    title=_("账户"),
    roles=frozenset({"clerk", "checker", "finance", "supervisor"}),
    urlpatterns=[
        path("", index, name="index"),
        path("freezes/", freezes, name="freezes"),
        path("freezes/<str:number>", freeze, name="freeze"),
        path("freezes/<str:number>/<row:freeze_id>/end", unfreeze, name="unfreeze"),
        path("interest", interest, name="interest"),
        path("payouts/", payouts, name="payouts"),
        path("payouts/<row:payout_id>/<slug:what>", step, name="step"),
        path("<slug:name>", month, name="month"),
        path("<slug:name>/start/<slug:what>", start, name="start"),
        path("<slug:name>/people/<str:reason>", people, name="people"),
    ],
    order=40,
    icon="wallet",
    waiting=waiting,
    person_pages=(PersonPage(_("冻结与解冻"), "freeze", frozenset({"supervisor"})),),
)
