"""Looks at people: each is recorded with its purpose, told to the person, and stays open for half an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence import record_lookup
from mingzhang.doors.counter.staff.records import Staff

OPEN_FOR = timedelta(minutes=30)
CHANNEL = "counter"

_SQL = load_statements("mingzhang.doors.counter", "looks.sql")


class AtDesk(Protocol):
    """What a look needs to know of the desk."""

    @property
    def staff(self) -> Staff: ...
    @property
    def region(self) -> str: ...
    @property
    def now(self) -> datetime: ...


def look_at(connection: Connection, desk: AtDesk, person_id: int, purpose: str, *, reference: str = "") -> None:
    """Record that the desk looks at a person for a purpose; a look that is still open is not recorded again.

    `purpose` is one of `frame.presenting.words.COUNTER_PURPOSES`; `reference` is the number of the case or the ticket.
    The person sees the office, the purpose and the moment on the page of look-ups.
    """
    values = _values(desk, person_id) | {"purpose": purpose, "reference": reference}
    with connection.transaction():
        if connection.execute(_SQL["open"], values).fetchone() is None:
            return
        record_lookup(
            connection,
            desk.region,
            person_id,
            channel=CHANNEL,
            actor=desk.staff.code,
            purpose=purpose,
            now=desk.now,
            office=desk.staff.office,
            reference=reference,
        )


def has_open_look(connection: Connection, desk: AtDesk, person_id: int) -> bool:
    """Whether the desk has stated a purpose for this person within the last half hour."""
    return connection.execute(_SQL["is_open"], _values(desk, person_id)).fetchone() is not None


def _values(desk: AtDesk, person_id: int) -> dict[str, object]:
    return {
        "region": desk.region,
        "staff_code": desk.staff.code,
        "person_id": person_id,
        "now": desk.now,
        "open_since": desk.now - OPEN_FOR,
    }
