"""One account: who it is, how it stands, and what may be changed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.books.evidence import audit_rows
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.accounts import account_row, region_choices, role_choices
from mingzhang.doors.counter.presenting.audited import audit_lines
from mingzhang.doors.counter.staff import queries
from mingzhang.doors.counter.staff.operations import EVERYWHERE

NEWEST = 20


@staffed("security")
def account(request: HttpRequest, desk: Desk, connection: Connection, code: str) -> HttpResponse:
    """Show one account."""
    return account_page(request, desk, connection, code)


def account_page(
    request: HttpRequest, desk: Desk, connection: Connection, code: str, *, fault: str = "", note: str = ""
) -> HttpResponse:
    """The account's page, with what was wrong or what was done just now."""
    found = queries.account(connection, code, now=desk.now)
    if found is None:
        raise Http404
    history = audit_rows(connection, EVERYWHERE, subject=code, limit=NEWEST)
    shown = {
        "row": account_row(found, desk.code, desk.now, desk.language),
        "roles": role_choices(found.staff.roles),
        "regions": region_choices(found.staff.regions, desk.language),
        "history": audit_lines(history, desk.language),
        "fault": fault,
        "note": note,
    }
    return render(request, "counter/security/account.html", shown, status=422 if fault else 200)
