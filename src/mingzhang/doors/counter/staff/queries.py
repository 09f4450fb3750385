"""Reading the staff: accounts, open wishes, and who sits at a desk."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from mingzhang.books.database import Connection, load_statements
from mingzhang.doors.counter.staff import rules
from mingzhang.doors.counter.staff.records import Account, Grant, Session, Staff

_STAFF = load_statements("mingzhang.doors.counter", "staff.sql")
_SESSIONS = load_statements("mingzhang.doors.counter", "sessions.sql")
_COLUMNS = 8  # of an account, in each statement first


def session(connection: Connection, token: str, *, now: datetime) -> Session | None:
    """Who holds a token now; None when it is over: signed out, idle, older than a working day, or locked."""
    values = {"digest": token_digest(token)} | _alive(now)
    row = connection.execute(_SESSIONS["find"], values).fetchone()
    return Session(staff_of(row), *row[_COLUMNS:]) if row is not None else None


def accounts(connection: Connection, *, now: datetime) -> tuple[Account, ...]:
    """All accounts by code."""
    rows = connection.execute(_STAFF["accounts"], {"code": None} | _alive(now)).fetchall()
    return tuple(Account(staff_of(row), *row[_COLUMNS:]) for row in rows)


def account(connection: Connection, code: str, *, now: datetime) -> Account | None:
    """One account by its code."""
    row = connection.execute(_STAFF["accounts"], {"code": code} | _alive(now)).fetchone()
    return Account(staff_of(row), *row[_COLUMNS:]) if row is not None else None


def open_grants(connection: Connection, grant_id: int | None = None) -> tuple[Grant, ...]:
    """The wishes that nobody has decided, oldest first; one of them by number."""
    rows = connection.execute(_STAFF["open_grants"], {"id": grant_id}).fetchall()
    return tuple(Grant(*row[:3], frozenset(row[3]), tuple(row[4]), *row[5:]) for row in rows)


def staff_of(row: tuple[Any, ...]) -> Staff:
    """The first columns of a row as a member of staff."""
    number, code, name, office, roles, regions, must_change, demo = row[:_COLUMNS]
    return Staff(number, code, name, office, frozenset(roles), tuple(regions), must_change, demo)


def token_digest(token: str) -> bytes:
    """What the books keep of a token."""
    return sha256(token.encode()).digest()


def _alive(now: datetime) -> dict[str, datetime]:
    return {"idle_since": now - rules.IDLE, "started_after": now - rules.LONGEST_SESSION}
