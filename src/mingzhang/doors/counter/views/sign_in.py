"""Signing in with staff code and password, and signing out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import pool
from mingzhang.doors.counter.access.desk import COOKIE, PATH, desk_of, let_in
from mingzhang.doors.counter.staff import signing_in
from mingzhang.doors.counter.staff.rules import LONGEST_PASSWORD
from mingzhang.doors.counter.wording import told
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.language import language

LONGEST_CODE = 20


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for code and password, and begin a session under a new token when they are right."""
    if request.method != "POST":
        return render(request, "counter/sign_in.html")
    now, address = clock.now(), request.META.get("REMOTE_ADDR", "")
    code = request.POST.get("code", "").strip().lower()[:LONGEST_CODE]
    password = request.POST.get("password", "")[: LONGEST_PASSWORD + 1]
    with pool().connection() as connection:
        found = signing_in.sign_in(
            connection, code, password, address=address, now=now, in_demo=settings.MINGZHANG_DEMO
        )
        if isinstance(found, Refusal):
            shown = {"fault": told(found, language()), "typed": code}
            return render(request, "counter/sign_in.html", shown, status=422)
        token = signing_in.begin(connection, found, address=address, now=now)
    rotate_token(request)
    return let_in(redirect("counter:home"), token)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, in the books and in the browser."""
    now = clock.now()
    with pool().connection() as connection:
        desk = desk_of(request, connection, now)
        if desk is not None:
            signing_in.end(connection, request.COOKIES[COOKIE], desk.staff, now=now)
    response = redirect("counter:sign_in")
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response
