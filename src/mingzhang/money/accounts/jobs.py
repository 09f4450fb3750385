"""The background work of accounts: runs of a whole region, and what the clock lets go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from mingzhang.basics.refusal import Refusal
from mingzhang.books import jobs
from mingzhang.books.database import Connection
from mingzhang.books.jobs.records import Fact
from mingzhang.money.accounts.operations import release_lapsed_freezes, run_allocation, run_interest
from mingzhang.money.accounts.queries import preview

HELPERS = 1  # a second connection shares a run's work
ALLOCATE, PREVIEW, INTEREST = "allocate_month", "preview_month", "credit_interest"


@jobs.job(ALLOCATE)
def allocate_month(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact] | Refusal:
    """Allocate the month of the facts (`month`, its first day)."""
    month = date.fromisoformat(str(facts["month"]))
    done = run_allocation(connection, region, month, now=now, helpers=HELPERS, report=report)
    if isinstance(done, Refusal):
        return done
    return {
        "month": month.isoformat(),
        "posted": done.posted,
        "posted_fen": done.posted_fen,
        "made_up": done.made_up,
        "made_up_fen": done.made_up_fen,
        "waiting": done.waiting,
        "suspended": done.suspended,
        "closed": done.closed,
        "left_out": len(done.left_out),
    }


@jobs.job(PREVIEW)
def preview_month(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact] | Refusal:
    """Count what a run of the month would do: people and fen by reason."""
    month = date.fromisoformat(str(facts["month"]))
    seen = preview(connection, region, month, now=now, report=report)
    if isinstance(seen, Refusal):
        return seen
    outcome: dict[str, Fact] = {"month": month.isoformat()}
    for part in seen.parts:
        outcome[part.reason] = int(outcome.get(part.reason) or 0) + part.people
        outcome[f"{part.reason}_fen"] = int(outcome.get(f"{part.reason}_fen") or 0) + part.amount_fen
    return outcome


@jobs.job(INTEREST)
def credit_interest(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact] | Refusal:
    """Credit the interest of the year of the facts (`year`)."""
    done = run_interest(connection, region, int(str(facts["year"])), now=now, report=report)
    if isinstance(done, Refusal):
        return done
    return {"year": done.year, "accounts": done.accounts, "amount_fen": done.amount_fen}


@jobs.job("release_freezes", daily=time(0, 20))
def release_freezes(
    connection: Connection, region: str, facts: Mapping[str, Fact], now: datetime, report: jobs.Report
) -> Mapping[str, Fact]:
    """Let the money go of freezes whose time has run out."""
    return {"released_fen": release_lapsed_freezes(connection, region, now=now)}
