"""The background work of collection: what the clock makes unknown, what was paid twice over, what is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.jobs.records import Fact
from mingzhang.money.collection.operations import clear_nonces, find_two_schemes, mark_unknown

WATCH = "watch_orders"


@jobs.job(WATCH, daily=time(2, 30))
def watch_orders(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact]:
    """Make orders unknown whose channel should have answered, ask for refunds of second schemes, forget old nonces."""
    found = find_two_schemes(connection, region, now=now)
    return {
        "two_schemes": len(found) if not isinstance(found, Refusal) else found.code,
        "unknown": mark_unknown(connection, region, now=now),
        "nonces": clear_nonces(connection, region, now=now),
    }
