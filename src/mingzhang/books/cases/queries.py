"""Reading applications: one, a person's, the desk's queue, timelines, papers and clocks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from mingzhang.basics.refusal import InvariantBroken
from mingzhang.books import vault
from mingzhang.books.cases import rules
from mingzhang.books.cases.records import Case, CaseEvent, Clock, Document, QueueCounts, QueuedCase, State
from mingzhang.books.database import Connection, load_statements

_SQL = load_statements(__package__ or "", "read.sql")
_FACTS_AT = 6  # the place of the sealed facts in a row of the table
_DIGEST_AT = 6


def case(connection: Connection, region: str, case_id: int) -> Case | None:
    """An application by number, or None when the region has none such."""
    row = connection.execute(_SQL["case"], {"region": region, "case_id": case_id}).fetchone()
    return case_of_row(row) if row is not None else None


def cases_of(connection: Connection, region: str, person_id: int) -> tuple[Case, ...]:
    """All applications about a person, newest first."""
    rows = connection.execute(_SQL["cases_of"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(case_of_row(row) for row in rows)


def queue(
    connection: Connection,
    region: str,
    *,
    states: Sequence[State] | None = None,
    kinds: Sequence[str] | None = None,
    handler: str | None = None,
    not_proposed_by: str | None = None,
    due_before: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[QueuedCase, ...]:
    """The open applications by the day they are due, those without a day last and by age.

    Narrowed to some states or kinds, to one clerk's desk, to those that somebody else proposed, or to those that were
    due before a day.
    """
    values = {
        "region": region,
        "states": list(states) if states is not None else None,
        "kinds": list(kinds) if kinds is not None else None,
        "handler": handler,
        "not_proposed_by": not_proposed_by,
        "due_before": due_before,
        "limit": limit,
        "offset": offset,
    }
    return tuple(QueuedCase(*row) for row in connection.execute(_SQL["queue"], values).fetchall())


def queue_counts(connection: Connection, region: str, *, by: str, today: date) -> QueueCounts:
    """How many open applications wait: all, overdue, new, at this clerk's desk, and to be checked by this person."""
    row = connection.execute(_SQL["counts"], {"region": region, "by": by, "today": today}).fetchone()
    if row is None:
        raise InvariantBroken("counting answered nothing")
    return QueueCounts(*row)


def timeline(connection: Connection, region: str, case_id: int) -> tuple[CaseEvent, ...]:
    """What happened to an application, in order."""
    rows = connection.execute(_SQL["timeline"], {"region": region, "case_id": case_id}).fetchall()
    return tuple(CaseEvent(*row) for row in rows)


def documents(connection: Connection, region: str, case_id: int) -> tuple[Document, ...]:
    """The papers of an application in the order they came, without their content."""
    rows = connection.execute(_SQL["documents"], {"region": region, "case_id": case_id}).fetchall()
    return tuple(document_of_row(row) for row in rows)


def document_content(connection: Connection, region: str, case_id: int, document_id: int) -> bytes | None:
    """A paper as it was handed in, or None when the application has none of that number."""
    values = {"region": region, "case_id": case_id, "document_id": document_id}
    row = connection.execute(_SQL["content"], values).fetchone()
    return vault.open_content(row[0]) if row is not None else None


def clock(found: Case, now: datetime) -> Clock:
    """How much of its time the agency has used on an application."""
    return rules.clock(clock_facts(found), now.date())


def clock_facts(found: Case) -> rules.ClockFacts:
    """What the clock of an application rests on."""
    return rules.ClockFacts(
        received_on=found.submitted_at.date(),
        given_workdays=found.given_workdays,
        extended_workdays=found.extended_workdays,
        stopped_workdays=found.stopped_workdays,
        stopped_on=found.stopped_on,
        ended_on=found.ended_at.date() if found.ended_at is not None else None,
    )


def case_of_row(row: tuple[Any, ...]) -> Case:
    """A row of the table as an application, its facts unsealed."""
    values = list(row)
    values[_FACTS_AT] = json.loads(vault.open_sealed(row[_FACTS_AT]))
    return Case(*values)


def document_of_row(row: tuple[Any, ...]) -> Document:
    """A row of the table as a document, without its content."""
    values = list(row)
    values[_DIGEST_AT] = bytes(row[_DIGEST_AT])
    return Document(*values)
