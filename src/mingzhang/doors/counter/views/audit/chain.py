"""One audit chain, row by row."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingzhang.books.database import Connection
from mingzhang.books.evidence import AuditFault, audit_rows
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.paging import before_asked, page_of
from mingzhang.doors.counter.presenting.audited import audit_lines
from mingzhang.doors.counter.staff.operations import EVERYWHERE
from mingzhang.doors.frame.presenting.places import short_name

A_PAGE = 50


@staffed("audit")
def chain(request: HttpRequest, desk: Desk, connection: Connection, region: str) -> HttpResponse:
    """Show the chain of a region of the scope, or that of the accounts."""
    return chain_page(request, desk, connection, region)


def chain_page(
    request: HttpRequest,
    desk: Desk,
    connection: Connection,
    region: str,
    *,
    faults: tuple[AuditFault, ...] | None = None,
) -> HttpResponse:
    """The chain's page; with `faults` also what a verification just found."""
    refuse_strange_chain(desk, region)
    actor = request.GET.get("staff", "").strip()[:20]
    found = audit_rows(connection, region, actor=actor or None, before=before_asked(request), limit=A_PAGE + 1)
    page = page_of(found, A_PAGE, lambda row: row.row)
    shown = {
        "lines": audit_lines(page.rows, desk.language),
        "older": page.older,
        "staff": actor,
        "region": region,
        "chain": _("账号和登录") if region == EVERYWHERE else short_name(region, desk.language),
        "verified": faults is not None,
        "faults": faults or (),
    }
    return render(request, "counter/audit/chain.html", shown)


def refuse_strange_chain(desk: Desk, region: str) -> None:
    """A chain outside the desk's scope does not exist here."""
    if region != EVERYWHERE and region not in desk.staff.regions:
        raise Http404
