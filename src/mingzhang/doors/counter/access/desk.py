"""The member of staff at the desk, and the gate of every page of the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

import psycopg
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from psycopg_pool import PoolTimeout

from mingzhang.answers.why.words import Language
from mingzhang.basics.identifiers import read_record_number
from mingzhang.books.database import Connection, pool
from mingzhang.doors.counter.access.looks import has_open_look, look_at
from mingzhang.doors.counter.staff import queries, signing_in
from mingzhang.doors.counter.staff.records import ROLES, Role, Session, Staff
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.language import language
from mingzhang.registers.enrolment.queries import person as person_in_register
from mingzhang.registers.enrolment.records import Person

COOKIE = "mingzhang_desk"
PATH = "/counter/"
STATED = "stated"
_STAMP_EVERY = timedelta(minutes=1)

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works here, in which region's registers now, at which moment and in which language (`zh` or `en`)."""

    staff: Staff
    region: str
    now: datetime
    language: Language

    @property
    def today(self) -> date:
        """The day in China."""
        return self.now.date()

    @property
    def code(self) -> str:
        """The staff code, under which everything is recorded."""
        return self.staff.code

    def may(self, *roles: Role) -> bool:
        """Whether the member of staff has one of the roles."""
        return not self.staff.roles.isdisjoint(roles)


def staffed(*roles: Role, purpose: str | None = None) -> Callable[[View], View]:
    """A page for staff with one of these roles only: `view(request, desk, connection, ...)`.

    With `purpose` the page is about one person, named in its address by `number` (20 digits): the look is recorded
    under that purpose before anything is read, and the view gets `person` instead of `number`; with STATED the page
    opens only while the look is open for which the desk has stated a purpose itself. A person of another region's
    register does not exist here. Without roles the page is for everybody who has signed in.
    """
    allowed = frozenset(roles or ROLES)

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            now = clock.now()
            try:
                with pool().connection() as connection:
                    desk = desk_of(request, connection, now)
                    if desk is None:
                        return redirect("counter:sign_in")
                    if desk.staff.must_change:
                        return redirect("counter:password")
                    if roles and not desk.may(*roles):
                        return render(request, "counter/not_allowed.html", status=403)
                    if purpose is not None:
                        person = person_here(connection, desk, kwargs.pop("number"))
                        if purpose != STATED:
                            look_at(connection, desk, person.id, purpose)
                        elif not has_open_look(connection, desk, person.id):
                            return redirect("counter:person", person.number)
                        kwargs["person"] = person
                    return view(request, desk, connection, *args, **kwargs)
            except Http404:
                return render(request, "counter/not_found.html", status=404)
            except (psycopg.OperationalError, PoolTimeout):
                return render(request, "counter/unavailable.html", {"now": now}, status=503)

        page.allowed_roles = allowed  # type: ignore[attr-defined]
        return page

    return decorate


def desk_of(request: HttpRequest, connection: Connection, now: datetime) -> Desk | None:
    """Who has signed in here, or None; the request remembers the desk for the frame of the page."""
    token = request.COOKIES.get(COOKIE, "")
    session = queries.session(connection, token, now=now) if token else None
    if session is None or (session.staff.demo and not settings.MINGZHANG_DEMO):
        return None
    if now - session.seen_at > _STAMP_EVERY:
        signing_in.keep_awake(connection, token, now=now)
    desk = Desk(session.staff, _region_of(session), now, language())
    request.desk = desk  # type: ignore[attr-defined]
    return desk


def person_here(connection: Connection, desk: Desk, number: str) -> Person:
    """The person of that outside number in the register at the desk; anybody else is not found."""
    key = read_record_number(number)
    found = person_in_register(connection, *key) if key is not None and key[0] == desk.region else None
    if found is None:
        raise Http404
    return found


def let_in(response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser the token of a new session; it goes to the counter's pages only, and to no script."""
    response.set_cookie(
        COOKIE, token, path=PATH, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _region_of(session: Session) -> str:
    """The region chosen; the first of the scope when the chosen one was taken away."""
    return session.region if session.region in session.staff.regions else session.staff.regions[0]
