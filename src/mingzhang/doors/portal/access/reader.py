"""The signed-in person, and the pages that are theirs alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

import psycopg
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from psycopg_pool import PoolTimeout

from mingzhang.answers.why.words import Language
from mingzhang.books.database import Connection, pool
from mingzhang.books.evidence import record_lookup
from mingzhang.doors.frame import clock
from mingzhang.doors.frame.language import language
from mingzhang.registers.enrolment.records import PersonKey

IDLE = timedelta(minutes=15)
_STAMP_EVERY = timedelta(minutes=1)
_PEOPLE, _CURRENT, _SEEN = "people", "current", "seen_at"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which region's register, when and in which language (`zh` or `en`).

    `places` are all the registers that know the person; the reader looks at one of them at a time.
    """

    region: str
    person_id: int
    places: tuple[PersonKey, ...]
    now: datetime
    language: Language

    @property
    def today(self) -> date:
        """The day in China."""
        return self.now.date()


Page = Callable[..., HttpResponse]


def let_in(session: SessionBase, people: tuple[PersonKey, ...], now: datetime, *, first: int = 0) -> None:
    """Start a session for the person, under a new key; `first` is the place to look at first."""
    session.flush()
    session[_PEOPLE] = [[key.region, key.person_id] for key in people]
    session[_CURRENT] = first
    session[_SEEN] = now.isoformat()


def choose_place(session: SessionBase, region: str) -> None:
    """Look at another of the person's own registers; a region that is not theirs changes nothing."""
    regions = [key[0] for key in session.get(_PEOPLE, [])]
    if region in regions:
        session[_CURRENT] = regions.index(region)


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody has signed in here, for the frame of the page; a page's own gate is `personal`."""
    return _PEOPLE in request.session


def reader_of(request: HttpRequest) -> Reader | None:
    """Who is signed in here, or None; a session left alone for a quarter of an hour is over."""
    session = request.session
    if _PEOPLE not in session:
        return None
    now = clock.now()
    seen = datetime.fromisoformat(session[_SEEN])
    if now - seen > IDLE:
        session.flush()
        return None
    if now - seen > _STAMP_EVERY:
        session[_SEEN] = now.isoformat()
    places = tuple(PersonKey(region, person_id) for region, person_id in session[_PEOPLE])
    current = places[session[_CURRENT]]
    return Reader(current.region, current.person_id, places, now, language())


def personal(purpose: str) -> Callable[[Page], Page]:
    """A page for the signed-in person only: `view(request, reader, connection, ...)`.

    The look is recorded under `purpose` before anything is read. Books that cannot be reached are said so, not shown as
    an empty page.
    """

    def decorate(view: Page) -> Page:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            reader = reader_of(request)
            if reader is None:
                return redirect("sign_in")
            try:
                with pool().connection() as connection:
                    _record(connection, reader, purpose)
                    return view(request, reader, connection, *args, **kwargs)
            except (psycopg.OperationalError, PoolTimeout):
                return render(request, "portal/unavailable.html", {"now": reader.now}, status=503)

        return page

    return decorate


def _record(connection: Connection, reader: Reader, purpose: str) -> None:
    record_lookup(
        connection, reader.region, reader.person_id, channel="portal", actor="self", purpose=purpose, now=reader.now
    )
