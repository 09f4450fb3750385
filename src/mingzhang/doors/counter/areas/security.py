"""The security administrators' desk: accounts, locks, and rights that two of them give together."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, Waiting
from mingzhang.doors.counter.staff.queries import accounts, open_grants
from mingzhang.doors.counter.views.security.account import account
from mingzhang.doors.counter.views.security.add import add
from mingzhang.doors.counter.views.security.change import decide, lock, reset, rights, unlock
from mingzhang.doors.counter.views.security.index import index


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """Grants that somebody else asked for, and accounts that are locked."""
    grants = [grant for grant in open_grants(connection) if grant.asked_by != desk.code]
    locked = [one for one in accounts(connection, now=desk.now) if one.is_locked(desk.now)]
    page = reverse("counter:security:index")
    lines = [
        Waiting(_("等您复核的授权"), len(grants), 0, f"{page}#grants"),
        Waiting(_("锁定的账号"), len(locked), 0, page),
    ]
    return [line for line in lines if line.count]


AREA = Area(
    name="security",
    title=_("账号和权限"),
    roles=frozenset({"security"}),
    urlpatterns=[
        path("", index, name="index"),
        path("add-account", add, name="add"),
        path("grants/<row:grant_id>", decide, name="decide"),
        path("<str:code>", account, name="account"),
        path("<str:code>/rights", rights, name="rights"),
        path("<str:code>/lock", lock, name="lock"),
        path("<str:code>/unlock", unlock, name="unlock"),
        path("<str:code>/reset", reset, name="reset"),
    ],
    order=80,
    icon="lock",
    waiting=waiting,
)
