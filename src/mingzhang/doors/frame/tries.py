"""How often somebody may try: at most five codes and five wrong answers for one subject in a quarter of an hour.

A subject is an identity number or a network address, kept only as a blind index, in the portal's table. A try is
counted before it is looked at, in one statement, so that many tries at once pass the limit no more often than one after
the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mingzhang.basics.refusal import InvariantBroken
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.vault import blind_index

WINDOW = timedelta(minutes=15)
LIMIT_FOR_A_NUMBER = 5
LIMIT_FOR_AN_ADDRESS = 50  # a hospital's whole waiting room may share one address

_SQL = load_statements("mingzhang.doors.frame", "tries.sql")


@dataclass(frozen=True, slots=True)
class Count:
    """What a subject has used up, this try included, and when its quarter of an hour is over."""

    codes_sent: int
    wrong: int
    free_again: datetime


def subject_of(kind: str, value: str) -> bytes:
    """The subject of a number or an address at a door, the same whether anybody has that number or not.

    `kind` keeps doors and kinds apart: "portal number", "portal address", "counter address".
    """
    return blind_index(f"{kind} {value}")


def count_code(connection: Connection, subject: bytes, now: datetime) -> Count:
    """Count one code asked for."""
    return _count(connection, subject, now, codes_sent=1, wrong=0)


def count_answer(connection: Connection, subject: bytes, now: datetime) -> Count:
    """Count one answer as wrong before it is compared; `forget` takes it back when it was right."""
    return _count(connection, subject, now, codes_sent=0, wrong=1)


def forget(connection: Connection, subject: bytes) -> None:
    """Clear a subject's counts after it has signed in."""
    connection.execute(_SQL["clear"], {"subject": subject})


def _count(connection: Connection, subject: bytes, now: datetime, *, codes_sent: int, wrong: int) -> Count:
    values = {
        "subject": subject,
        "codes_sent": codes_sent,
        "wrong": wrong,
        "now": now,
        "limit": LIMIT_FOR_A_NUMBER,
        "window_over": now - WINDOW,
    }
    row = connection.execute(_SQL["count"], values).fetchone()
    if row is None:
        raise InvariantBroken("a try was not counted")
    return Count(int(row[0]), int(row[1]), row[2] + WINDOW)
