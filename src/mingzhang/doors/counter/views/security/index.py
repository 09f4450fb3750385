"""All accounts, and the wishes for rights that wait for a second administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.accounts import account_row, grant_rows
from mingzhang.doors.counter.staff.queries import accounts, open_grants


@staffed("security")
def index(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """List the accounts and the open wishes."""
    found = accounts(connection, now=desk.now)
    shown = {
        "rows": [account_row(one, desk.code, desk.now, desk.language) for one in found],
        "grants": grant_rows(open_grants(connection), desk.code, desk.language),
    }
    return render(request, "counter/security/index.html", shown)
