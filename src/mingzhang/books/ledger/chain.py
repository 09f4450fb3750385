"""The daily chain: an SM3 digest over a day's transfers in order, each day holding on to the one before.

Whoever changes, drops, adds or swaps a transfer of a sealed day makes that day's digest wrong; whoever replaces the
digest as well breaks the next day's link. The newest digest is to be kept outside the database too (`head`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.hashes import SM3, Hash

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements

_SQL = load_statements(__package__ or "", "chain.sql")
CHINA = ZoneInfo("Asia/Shanghai")
START = bytes(32)
# A transfer carries the day on which its request came or its transaction began; an hour after midnight none of that
# day can still be open.
GRACE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Seal:
    """One sealed day: how many transfers, their digest, and the digest of the sealed day before."""

    day: date
    transfers: int
    digest: bytes
    previous: bytes


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A place where the chain does not hold: TRANSFERS_CHANGED, LINK_BROKEN, DAY_NOT_SEALED or HEAD_MISSING."""

    day: date
    kind: str
    expected: int  # transfers sealed, for TRANSFERS_CHANGED
    found: int  # transfers there are


def seal_day(connection: Connection, region: str, day: date, *, now: datetime) -> Seal | Refusal:
    """Seal a day that is over; sealing it again gives the same seal.

    Returns Refusal DAY_NOT_OVER until an hour after midnight, LATER_DAY_SEALED for a day the chain has passed.
    """
    if now < datetime.combine(day + timedelta(days=1), time(), CHINA) + GRACE:
        return Refusal("DAY_NOT_OVER", {"day": day.isoformat()}, "later")
    with connection.transaction():
        connection.execute(_SQL["one_at_a_time"], {"region": region})
        seals = _seals(connection, region)
        sealed = next((seal for seal in seals if seal.day == day), None)
        if sealed is not None:
            return sealed
        if seals and seals[-1].day > day:
            return Refusal("LATER_DAY_SEALED", {"day": day.isoformat()}, "never")
        previous = seals[-1].digest if seals else START
        count, digest = _digest(connection, region, day, previous)
        connection.execute(
            _SQL["insert_seal"],
            {"region": region, "day": day, "transfers": count, "digest": digest, "previous": previous},
        )
        return Seal(day, count, digest, previous)


def seal_due(connection: Connection, region: str, *, now: datetime) -> tuple[Seal, ...]:
    """Seal every day that has transfers, is over and not sealed yet, in order; the new seals."""
    rows = connection.execute(_SQL["days_to_seal"], {"region": region}).fetchall()
    outcomes = [seal_day(connection, region, day, now=now) for (day,) in rows]
    return tuple(outcome for outcome in outcomes if isinstance(outcome, Seal))


def verify_chain(connection: Connection, region: str, *, head: bytes | None = None) -> tuple[ChainFault, ...]:
    """Recompute every sealed day; empty when nothing was touched.

    `head` is the newest digest as kept outside the database: with it, a chain cut at its end is found as well.
    """
    faults: list[ChainFault] = []
    previous = START
    seals = _seals(connection, region)
    for seal in seals:
        count, digest = _digest(connection, region, seal.day, seal.previous)
        if digest != seal.digest:
            faults.append(ChainFault(seal.day, "TRANSFERS_CHANGED", seal.transfers, count))
        if seal.previous != previous:
            faults.append(ChainFault(seal.day, "LINK_BROKEN", 0, 0))
        previous = seal.digest
    rows = connection.execute(_SQL["unsealed_days"], {"region": region}).fetchall()
    faults += [ChainFault(day, "DAY_NOT_SEALED", 0, count) for day, count in rows]
    if head is not None and head not in {seal.digest for seal in seals}:
        faults.append(ChainFault(seals[-1].day if seals else date.min, "HEAD_MISSING", 0, 0))
    return tuple(faults)


def _seals(connection: Connection, region: str) -> list[Seal]:
    return [Seal(*row) for row in connection.execute(_SQL["seals"], {"region": region}).fetchall()]


def _digest(connection: Connection, region: str, day: date, previous: bytes) -> tuple[int, bytes]:
    """How many transfers the day has, and the SM3 of the previous digest and each of them in order."""
    running = Hash(SM3())
    running.update(previous)
    count = 0
    with connection.cursor() as cursor, cursor.copy(_SQL["day"], {"region": region, "day": day}) as rows:
        for block in rows:
            count += bytes(block).count(b"\n")
            running.update(bytes(block))
    return count, running.finalize()
