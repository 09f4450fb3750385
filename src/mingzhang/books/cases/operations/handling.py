"""What the desk does before a decision: take on, ask for papers, note their arrival, extend the time once."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import rules
from mingzhang.books.cases.operations.submitting import stopped_meanwhile
from mingzhang.books.cases.operations.writing import for_step, kind_of, locked, write, wrong_state
from mingzhang.books.cases.records import Case
from mingzhang.books.database import Connection


def accept(
    connection: Connection, region: str, case_id: int, *, by: str, now: datetime, version: int | None = None
) -> Case | Refusal:
    """Take an application on 受理: it lies at this clerk's desk from now on."""
    with connection.transaction():
        found = for_step(connection, region, case_id, "accept", version)
        if isinstance(found, Refusal):
            return found
        return write(connection, found, "accept", by=by, now=now, state="accepted", accepted_at=now, handler=by)


def ask_for_papers(
    connection: Connection,
    region: str,
    case_id: int,
    *,
    missing: str,
    by: str,
    now: datetime,
    version: int | None = None,
) -> Case | Refusal:
    """Ask the applicant for papers, named all at once; the clock stands until they come.

    Refuses TEXT_MISSING when nothing is named.
    """
    if not missing.strip():
        return Refusal("TEXT_MISSING", {"field": "missing"})
    with connection.transaction():
        found = for_step(connection, region, case_id, "ask_for_papers", version)
        if isinstance(found, Refusal):
            return found
        return write(
            connection,
            found,
            "ask_for_papers",
            by=by,
            now=now,
            note=missing.strip(),
            state="waiting_papers",
            accepted_at=found.accepted_at or now,
            handler=by,
            missing=missing.strip(),
            stopped_on=now.date(),
        )


def papers_arrived(
    connection: Connection, region: str, case_id: int, *, by: str, now: datetime, version: int | None = None
) -> Case | Refusal:
    """The papers asked for are there, as the applicant or the clerk says: the clock runs on."""
    with connection.transaction():
        found = for_step(connection, region, case_id, "papers_arrived", version)
        if isinstance(found, Refusal):
            return found
        stopped = stopped_meanwhile(found, now)
        return write(
            connection,
            found,
            "papers_arrived",
            by=by,
            now=now,
            facts={"stopped_workdays": stopped},
            state="accepted",
            missing="",
            stopped_on=None,
            stopped_workdays=found.stopped_workdays + stopped,
        )


def extend(
    connection: Connection,
    region: str,
    case_id: int,
    *,
    reason: str,
    by: str,
    now: datetime,
    version: int | None = None,
) -> Case | Refusal:
    """A supervisor extends the time once, by as many workdays as the rules allow for the kind.

    Refuses EXTENSION_NOT_ALLOWED, EXTENDED_ALREADY and TEXT_MISSING when no reason is given.
    """
    if not reason.strip():
        return Refusal("TEXT_MISSING", {"field": "reason"})
    with connection.transaction():
        found = locked(connection, region, case_id, version)
        if isinstance(found, Refusal):
            return found
        if found.state not in rules.MAY_BE_EXTENDED:
            return wrong_state(found, "extend")
        if found.extended_workdays:
            return Refusal("EXTENDED_ALREADY", {"number": found.number}, "never")
        more = kind_of(found).extension(region, found.submitted_at.date())
        if found.given_workdays is None or more is None:
            return Refusal("EXTENSION_NOT_ALLOWED", {"kind": found.kind}, "never")
        return write(
            connection,
            found,
            "extend",
            by=by,
            now=now,
            note=reason.strip(),
            facts={"workdays": more},
            extended_workdays=more,
        )
