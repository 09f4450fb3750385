"""The background work of collection: debits and banks' answers, and what the clock makes unknown or forgets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.jobs.records import Fact
from mingzhang.money.collection.operations import (
    clear_nonces,
    find_two_schemes,
    mark_unknown,
    open_debits,
    take_kept_answer,
)

WATCH = "watch_orders"
OPEN_DEBITS, TAKE_ANSWER = "collection.open_debits", "collection.take_answer"
REFUSED = "refused."  # before a refusal's code in the outcome of a run


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


@jobs.job(OPEN_DEBITS)
def open_debits_of_month(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact]:
    """Open the debit orders of the month of the facts (`month`, its first day) for the clerk `by`."""
    month = date.fromisoformat(str(facts["month"]))
    done = open_debits(connection, region, month, by=str(facts["by"]), now=now, report=report)
    refused: dict[str, Fact] = {REFUSED + code: people for code, people in done.refused.items()}
    return {"month": done.month.isoformat(), "opened": done.opened, "already": done.already, **refused}


@jobs.job(TAKE_ANSWER)
def take_bank_answer(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact] | Refusal:
    """Take the kept answer `file`; `batch` in the facts says which page waits for it."""
    taken = take_kept_answer(connection, region, int(str(facts["file"])), now=now, report=report)
    if isinstance(taken, Refusal):
        return taken
    return {"batch": taken.batch_id, "rows": taken.rows, "posted": taken.posted, "failed": taken.failed}
