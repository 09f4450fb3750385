"""Signing in and out: a password tried and counted, a session begun under a new token, and its end."""

from __future__ import annotations

import secrets
from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.evidence import audit
from mingzhang.doors.counter.staff import passwords, rules
from mingzhang.doors.counter.staff.operations import EVERYWHERE
from mingzhang.doors.counter.staff.queries import staff_of, token_digest
from mingzhang.doors.counter.staff.records import Staff
from mingzhang.doors.frame import tries

_STAFF = load_statements("mingzhang.doors.counter", "staff.sql")
_SESSIONS = load_statements("mingzhang.doors.counter", "sessions.sql")


def sign_in(
    connection: Connection, code: str, password: str, *, address: str, now: datetime, in_demo: bool
) -> Staff | Refusal:
    """Who has this code and this password. An unknown code, a wrong password and a lock are answered alike.

    Refuses STAFF_NOT_LET_IN, and STAFF_ADDRESS_BUSY after too many wrong tries from one address.
    """
    from_here = tries.subject_of("counter address", address)
    if tries.count_answer(connection, from_here, now).wrong > tries.LIMIT_FOR_AN_ADDRESS:
        return Refusal("STAFF_ADDRESS_BUSY", {}, "later")
    may_try = _count_failure(connection, code, now)
    row = connection.execute(_STAFF["for_sign_in"], {"code": code}).fetchone() if may_try else None
    right = passwords.is_right(password, row[-1] if row is not None else None)
    if row is None or not right or (row[-2] and not in_demo):
        audit(connection, EVERYWHERE, "nobody", "SIGN_IN_REFUSED", code[:20], {"address": address}, now=now)
        return Refusal("STAFF_NOT_LET_IN", {"failures": rules.FAILURES_BEFORE_LOCK}, "after_fix")
    tries.forget(connection, from_here)
    connection.execute(_STAFF["forget_failures"], {"code": code})
    return staff_of(row)


def begin(connection: Connection, staff: Staff, *, address: str, now: datetime) -> str:
    """Begin a session; its token, which nobody knew before and the books do not keep."""
    token = secrets.token_urlsafe(32)
    values = {"digest": token_digest(token), "staff_id": staff.id, "chosen": staff.regions[0], "address": address}
    with connection.transaction():
        connection.execute(_SESSIONS["start"], values | {"now": now})
        audit(connection, EVERYWHERE, staff.code, "SIGNED_IN", staff.code, {"address": address}, now=now)
    return token


def end(connection: Connection, token: str, staff: Staff, *, now: datetime) -> None:
    """Sign out: the token is worth nothing from now on."""
    with connection.transaction():
        if connection.execute(_SESSIONS["end"], {"digest": token_digest(token), "now": now}).rowcount:
            audit(connection, EVERYWHERE, staff.code, "SIGNED_OUT", staff.code, now=now)


def keep_awake(connection: Connection, token: str, *, now: datetime) -> None:
    """Note that the session is in use."""
    connection.execute(_SESSIONS["touch"], {"digest": token_digest(token), "now": now})


def choose_region(connection: Connection, token: str, staff: Staff, region: str) -> bool:
    """Turn to another region of one's scope; False, and nothing changes, for one outside it."""
    if region not in staff.regions:
        return False
    connection.execute(_SESSIONS["choose_region"], {"digest": token_digest(token), "chosen": region})
    return True


def _count_failure(connection: Connection, code: str, now: datetime) -> bool:
    """Count this try as wrong before the password is compared; False when the account is locked or unknown.

    The row is locked meanwhile, so that many tries at once pass the limit no more often than one after the other.
    """
    with connection.transaction():
        row = connection.execute(_STAFF["failures"], {"code": code}).fetchone()
        if row is None:
            return False
        failures, until, locked_by = row
        if locked_by is not None or (until is not None and now < until):
            return False
        counted = failures + 1
        values = {"code": code, "failures": counted, "until": rules.locked_until(counted, now)}
        connection.execute(_STAFF["count_failure"], values)
    return True
