"""What every step on an application does: lock it, change it, keep the timeline, audit, tell the applicant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence
from mingzhang.books.cases import notices, queries, rules
from mingzhang.books.cases.kinds import CaseKind, kind_named
from mingzhang.books.cases.records import Case, Facts
from mingzhang.books.database import Connection, load_statements

SQL = load_statements("mingzhang.books.cases", "write.sql")
_TELLS = frozenset({"submit", "accept", "ask_for_papers", "papers_arrived", "extend", "approve", "refuse", "withdraw"})
"""The steps of which the applicant is told; what two clerks send to and fro is not among them."""


def locked(connection: Connection, region: str, case_id: int, version: int | None) -> Case | Refusal:
    """The application, kept from others until the transaction ends; `version` is what the clerk's screen showed."""
    row = connection.execute(SQL["lock"], {"region": region, "case_id": case_id}).fetchone()
    if row is None:
        return Refusal("CASE_UNKNOWN", {}, "never")
    found = queries.case_of_row(row)
    if version is not None and version != found.version:
        return Refusal("CASE_CHANGED", {"number": found.number, "state": found.state})
    return found


def for_step(connection: Connection, region: str, case_id: int, step: str, version: int | None) -> Case | Refusal:
    """The locked application, when the step may be taken where it stands."""
    found = locked(connection, region, case_id, version)
    if isinstance(found, Refusal) or rules.state_after(step, found.state) is not None:
        return found
    return wrong_state(found, step)


def wrong_state(found: Case, step: str) -> Refusal:
    """A step cannot be taken where the application stands."""
    return Refusal("CASE_STATE", {"number": found.number, "state": found.state, "step": step}, "never")


def kind_of(found: Case) -> CaseKind:
    """The kind of an application that is kept; raises InvariantBroken when no room declares it any more."""
    kind = kind_named(found.kind)
    if kind is None:
        raise InvariantBroken(f"an application of an undeclared kind is kept: {found.kind}")
    return kind


def write(
    connection: Connection,
    before: Case,
    step: str,
    *,
    by: str,
    now: datetime,
    note: str = "",
    facts: Facts | None = None,
    **changes: Any,
) -> Case:
    """Take a step: the changed application with its due day counted anew, its timeline, audit and notice."""
    after = replace(before, version=before.version + 1, **changes)
    after = replace(after, due_on=rules.due_on(queries.clock_facts(after)))
    values = {field: getattr(after, field) for field in Case.__dataclass_fields__ if field != "facts"}
    connection.execute(SQL["change"], values | {"case_id": after.id, "outcome": Jsonb(dict(after.outcome))})
    record(connection, after, step, by=by, now=now, note=note, facts=facts)
    return after


def record(
    connection: Connection,
    after: Case,
    step: str,
    *,
    by: str,
    now: datetime,
    note: str = "",
    facts: Facts | None = None,
) -> None:
    """Write a step into the timeline and the audit chain, and tell the applicant when it is for him to know."""
    told = dict(facts or {})
    values = {"region": after.region, "case_id": after.id, "at": now, "by": by, "action": step, "state": after.state}
    connection.execute(SQL["insert_event"], values | {"note": note, "facts": Jsonb(told)})
    if step in _TELLS:
        body = notices.notice(kind_of(after), after, step, note)
        kind = f"CASE_{step.upper()}"
        evidence.send(connection, after.region, after.person_id, channel="sms", kind=kind, body=body, now=now)
    audited = {"kind": after.kind, "state": after.state, **told}
    evidence.audit(connection, after.region, by, f"CASE_{step.upper()}", after.number, audited, now=now)
