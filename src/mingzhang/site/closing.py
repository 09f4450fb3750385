"""Closing the day: what the books need once a day, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingzhang.books import ledger
from mingzhang.books.database import Connection


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing did: holds that ran out, days newly sealed, and the last seal's digest (hex), if any."""

    expired: int
    sealed: int
    head: str | None


def close_day(connection: Connection, region: str, *, now: datetime) -> Closed:
    """Let holds go that ran out, roll the funds up, and seal the days gone by; doing it twice changes nothing."""
    expired = ledger.expire_holds(connection, region, at=now)
    ledger.roll_up(connection, region)
    seals = ledger.seal_due(connection, region, now=now)
    return Closed(expired, len(seals), seals[-1].digest.hex() if seals else None)
