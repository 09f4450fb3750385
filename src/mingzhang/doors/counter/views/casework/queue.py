"""The queue of applications: the overdue first, narrowed to what this desk looks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.books import cases
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.casework import queue_row
from mingzhang.doors.frame.presenting.applying import spoken
from mingzhang.money import applications

ROWS = 50
SHOWN: Mapping[str, str | Promise] = {
    "all": _("全部"),
    "overdue": _("超期"),
    "new": _("等受理"),
    "mine": _("在我手里"),
    "to_check": _("等我复核"),
    "waiting": _("等补材料"),
}


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the queue, as a link."""

    name: str
    title: str | Promise
    here: bool


@staffed("clerk", "checker", "supervisor")
def queue(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Show the open applications by the day they are due."""
    show = request.GET.get("show", "all")
    show = show if show in SHOWN else "all"
    known = applications.kinds()
    kind = request.GET.get("kind", "")
    kind = kind if kind in known else ""
    page = _page_of(request)
    narrowed: dict[str, Any] = _narrowed(show, desk) | ({"kinds": [kind]} if kind else {})
    rows = cases.queue(connection, desk.region, limit=ROWS + 1, offset=page * ROWS, **narrowed)
    shown = {
        "rows": [queue_row(row, known.get(row.kind), desk.today, desk.language) for row in rows[:ROWS]],
        "views": [View(name, title, name == show) for name, title in SHOWN.items()],
        "show": show,
        "kind": kind,
        "kinds": [(name, spoken(one.title, desk.language)) for name, one in known.items()],
        "earlier": page - 1 if page else None,
        "later": page + 1 if len(rows) > ROWS else None,
    }
    return render(request, "counter/casework/queue.html", shown)


def _narrowed(show: str, desk: Desk) -> dict[str, Any]:
    """What a way to look asks the queue for."""
    by_show: dict[str, dict[str, Any]] = {
        "overdue": {"due_before": desk.today},
        "new": {"states": ("submitted",)},
        "mine": {"handler": desk.code, "states": ("accepted", "waiting_papers")},
        "to_check": {"states": ("proposed",), "not_proposed_by": desk.code},
        "waiting": {"states": ("waiting_papers",)},
    }
    return by_show.get(show, {})


def _page_of(request: HttpRequest) -> int:
    text = request.GET.get("page", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
