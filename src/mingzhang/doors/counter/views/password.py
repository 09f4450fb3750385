"""Choosing one's own password: after the first sign-in, and whenever one likes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render

from mingzhang.books.database import pool
from mingzhang.doors.counter.access.desk import desk_of, let_in
from mingzhang.doors.counter.staff import operations, signing_in
from mingzhang.doors.counter.staff.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame import clock


def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every session of the account ends and one begins anew here."""
    now = clock.now()
    with pool().connection() as connection:
        desk = desk_of(request, connection, now)
        if desk is None:
            return redirect("counter:sign_in")
        shown = {"least": SHORTEST_PASSWORD, "first": desk.staff.must_change}
        if request.method != "POST":
            return render(request, "counter/password.html", shown)
        old, new, again = (request.POST.get(name, "")[: LONGEST_PASSWORD + 1] for name in ("old", "new", "again"))
        fault = operations.change_own_password(connection, desk.code, old=old, new=new, again=again, now=now)
        if fault is not None:
            return render(request, "counter/password.html", shown | {"fault": told(fault, desk.language)}, status=422)
        token = signing_in.begin(connection, desk.staff, address=request.META.get("REMOTE_ADDR", ""), now=now)
    rotate_token(request)
    return let_in(redirect("counter:home"), token)
