"""A new account: without any role, which two security administrators then give together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk, staffed
from mingzhang.doors.counter.presenting.accounts import region_choices
from mingzhang.doors.counter.staff import operations, passwords
from mingzhang.doors.counter.staff.records import NewStaff
from mingzhang.doors.counter.wording import told

LONGEST = 60


@staffed("security")
def add(request: HttpRequest, desk: Desk, connection: Connection) -> HttpResponse:
    """Make the account and show its first password, once."""
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("code", "name", "office")}
    chosen = tuple(request.POST.getlist("region"))
    shown: dict[str, object] = {"typed": typed, "regions": region_choices(chosen, desk.language)}
    if request.method != "POST":
        return render(request, "counter/security/add.html", shown)
    password = passwords.first_password()
    new = NewStaff(typed["code"].lower(), typed["name"], typed["office"], chosen)
    made = operations.add(connection, new, password=password, by=desk.code, now=desk.now)
    if isinstance(made, Refusal):
        return render(request, "counter/security/add.html", shown | {"fault": told(made, desk.language)}, status=422)
    return render(request, "counter/security/first_password.html", {"code": new.code, "password": password})
