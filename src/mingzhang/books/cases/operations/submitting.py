"""What an applicant does: hand in an application and its papers, or take it back."""

from __future__ import annotations

import json
from datetime import datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.basics.workdays import workdays_between
from mingzhang.books import vault
from mingzhang.books.cases import queries, rules
from mingzhang.books.cases.examining import MOST_DOCUMENTS, examine
from mingzhang.books.cases.fields import facts_fault
from mingzhang.books.cases.kinds import CaseKind
from mingzhang.books.cases.operations.writing import SQL, for_step, kind_of, locked, record, write
from mingzhang.books.cases.records import Case, Document, Facts
from mingzhang.books.database import Connection


def submit(
    connection: Connection,
    region: str,
    kind: CaseKind,
    *,
    person_id: int,
    applicant: str,
    channel: str,
    facts: Facts,
    now: datetime,
    by: str | None = None,
) -> Case | Refusal:
    """Hand in an application about a person; its clock runs from this day.

    `applicant` is who hands it in, in words; `by` is the clerk at a window. Refuses FIELD_MISSING, FIELD_INVALID,
    CASE_AT_COUNTER_ONLY, CASE_OPEN_ALREADY for the same facts once more, and what the kind's own check refuses.
    """
    on = now.date()
    if kind.counter_only and channel != "counter":
        return Refusal("CASE_AT_COUNTER_ONLY", {"kind": kind.name}, "never")
    refusal = facts_fault(kind, facts) or kind.check(connection, region, person_id, facts, now)
    if refusal is not None:
        return refusal
    with connection.transaction():
        connection.execute(SQL["one_at_a_time"], {"region": region, "person_id": person_id})
        for other in queries.cases_of(connection, region, person_id):
            if other.kind == kind.name and not other.is_over and dict(other.facts) == dict(facts):
                return Refusal("CASE_OPEN_ALREADY", {"number": other.number}, "never")
        given = kind.deadline(region, on)
        values = {
            "region": region,
            "kind": kind.name,
            "person_id": person_id,
            "applicant": applicant,
            "channel": channel,
            "facts_sealed": vault.seal(json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)),
            "four_eyes": kind.four_eyes,
            "submitted_at": now,
            "given_workdays": given,
            "due_on": rules.due_on(rules.ClockFacts(on, given)),
        }
        row = connection.execute(SQL["insert"], values).fetchone()
        found = queries.case(connection, region, row[0]) if row is not None else None
        if found is None:
            raise InvariantBroken("an application was handed in and is not there")
        record(connection, found, "submit", by=by or applicant, now=now)
    return found


def add_document(
    connection: Connection,
    region: str,
    case_id: int,
    *,
    name: str,
    file_name: str,
    content: bytes,
    by: str,
    now: datetime,
) -> Document | Refusal:
    """Add a paper, examined and sealed; the same content again is the document that is there already.

    Refuses DOCUMENT_NOT_LISTED, DOCUMENTS_TOO_MANY and what `examining.examine` refuses.
    """
    examined = examine(file_name, content)
    if isinstance(examined, Refusal):
        return examined
    with connection.transaction():
        found = locked(connection, region, case_id, None)
        if isinstance(found, Refusal):
            return found
        if found.state not in rules.TAKES_PAPERS:
            return Refusal(
                "CASE_STATE", {"number": found.number, "state": found.state, "step": "add_document"}, "never"
            )
        if name not in {rule.name for rule in kind_of(found).documents}:
            return Refusal("DOCUMENT_NOT_LISTED", {"name": name})
        there = queries.documents(connection, region, case_id)
        for document in there:
            if document.digest == examined.digest:
                return document
        if len(there) >= MOST_DOCUMENTS:
            return Refusal("DOCUMENTS_TOO_MANY", {"most": MOST_DOCUMENTS}, "never")
        values = {
            "region": region,
            "case_id": case_id,
            "name": name,
            "file_name": examined.file_name,
            "media_type": examined.media_type,
            "size": len(content),
            "digest": examined.digest,
            "content": vault.seal_content(content),
            "added_by": by,
            "added_at": now,
        }
        row = connection.execute(SQL["insert_document"], values).fetchone()
        if row is None:
            raise InvariantBroken("a paper was added and is not there")
        facts = {"document": row[0], "name": name, "digest": examined.digest.hex()}
        record(connection, found, "add_document", by=by, now=now, note=examined.file_name, facts=facts)
    return queries.document_of_row(row)


def withdraw(
    connection: Connection, region: str, case_id: int, *, by: str, now: datetime, reason: str = ""
) -> Case | Refusal:
    """The applicant takes an undecided application back."""
    with connection.transaction():
        found = for_step(connection, region, case_id, "withdraw", None)
        if isinstance(found, Refusal):
            return found
        return write(
            connection,
            found,
            "withdraw",
            by=by,
            now=now,
            note=reason,
            state="withdrawn",
            ended_at=now,
            stopped_on=None,
            stopped_workdays=found.stopped_workdays + stopped_meanwhile(found, now),
        )


def stopped_meanwhile(found: Case, now: datetime) -> int:
    """Workdays of the stop that ends now; 0 when the clock runs."""
    return workdays_between(found.stopped_on, now.date()) if found.stopped_on is not None else 0
