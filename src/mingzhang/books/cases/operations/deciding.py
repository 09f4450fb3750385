"""Deciding: one clerk proposes, another decides where money moves; the decision and its effect are one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from psycopg import Rollback

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import queries
from mingzhang.books.cases.kinds import CaseKind
from mingzhang.books.cases.operations.writing import for_step, kind_of, write
from mingzhang.books.cases.records import Case, Decision, Facts
from mingzhang.books.database import Connection


def propose(
    connection: Connection,
    region: str,
    case_id: int,
    *,
    decision: Decision,
    by: str,
    now: datetime,
    reason: str = "",
    reason_code: str | None = None,
    version: int | None = None,
) -> Case | Refusal:
    """The maker proposes a decision 经办初审; who checks it is somebody else where money moves.

    Refuses REASON_NOT_CHOSEN (a refusal names one of the kind's reasons) and PAPERS_MISSING.
    """
    with connection.transaction():
        found = for_step(connection, region, case_id, "propose", version)
        if isinstance(found, Refusal):
            return found
        refusal = _not_ready(connection, found, decision, reason_code)
        if refusal is not None:
            return refusal
        return write(
            connection,
            found,
            "propose",
            by=by,
            now=now,
            note=reason.strip(),
            facts={"decision": decision, "reason_code": reason_code},
            state="proposed",
            proposed=decision,
            proposed_by=by,
            handler=by,
            reason_code=reason_code,
            reason=reason.strip(),
        )


def send_back(
    connection: Connection,
    region: str,
    case_id: int,
    *,
    reason: str,
    by: str,
    now: datetime,
    version: int | None = None,
) -> Case | Refusal:
    """The checker gives a proposal back to its maker, with what is to be mended. Refuses TEXT_MISSING."""
    if not reason.strip():
        return Refusal("TEXT_MISSING", {"field": "reason"})
    with connection.transaction():
        found = for_step(connection, region, case_id, "send_back", version)
        if isinstance(found, Refusal):
            return found
        return write(
            connection,
            found,
            "send_back",
            by=by,
            now=now,
            note=reason.strip(),
            state="accepted",
            proposed=None,
            proposed_by=None,
            handler=found.proposed_by,
            reason_code=None,
            reason="",
        )


def decide(
    connection: Connection,
    region: str,
    case_id: int,
    *,
    decision: Decision,
    by: str,
    now: datetime,
    reason: str = "",
    reason_code: str | None = None,
    version: int | None = None,
) -> Case | Refusal:
    """Decide; an approval carries out what was applied for in the same transaction, or leaves everything as it was.

    Where money moves a second person decides on a proposal, and approves only what was proposed for approval; a
    proposal that is wrong is refused or sent back. What is not said here stays as it was proposed. Refuses
    NOT_PROPOSED, SAME_PERSON, APPROVAL_NOT_PROPOSED, REASON_NOT_CHOSEN, PAPERS_MISSING, and what carrying out refuses.
    """
    step = "approve" if decision == "approve" else "refuse"
    with connection.transaction():
        found = for_step(connection, region, case_id, step, version)
        if isinstance(found, Refusal):
            return found
        if decision == found.proposed:
            reason, reason_code = reason.strip() or found.reason, reason_code or found.reason_code
        refusal = _not_two_people(found, decision, by) or _not_ready(connection, found, decision, reason_code)
        if refusal is not None:
            return refusal
        told = reason.strip()
        decided = replace(found, decided_by=by, reason=told)
        outcome = _carried_out(connection, kind_of(found), decided, now) if decision == "approve" else {}
        if isinstance(outcome, Refusal):
            return outcome
        return write(
            connection,
            found,
            step,
            by=by,
            now=now,
            note=told,
            facts={"reason_code": reason_code},
            state="done" if decision == "approve" else "refused",
            decided_by=by,
            reason_code=reason_code,
            reason=told,
            outcome=outcome,
            ended_at=now,
        )


def _carried_out(connection: Connection, kind: CaseKind, decided: Case, now: datetime) -> Facts | Refusal:
    """What carrying out did; a refusal leaves nothing of it behind."""
    with connection.transaction() as whole:
        outcome = kind.carry_out(connection, decided, now)
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def _not_two_people(found: Case, decision: Decision, by: str) -> Refusal | None:
    if not found.four_eyes:
        return None
    if found.proposed is None:
        return Refusal("NOT_PROPOSED", {"number": found.number})
    if found.proposed_by == by:
        return Refusal("SAME_PERSON", {"number": found.number}, "never")
    if decision == "approve" and found.proposed != "approve":
        return Refusal("APPROVAL_NOT_PROPOSED", {"number": found.number})
    return None


def _not_ready(connection: Connection, found: Case, decision: Decision, reason_code: str | None) -> Refusal | None:
    """A refusal names its reason; an approval has every paper that it needs."""
    kind = kind_of(found)
    if decision == "refuse":
        known = reason_code in {reason.code for reason in kind.reasons}
        return None if known else Refusal("REASON_NOT_CHOSEN", {"kind": found.kind})
    there = {document.name for document in queries.documents(connection, found.region, found.id)}
    needed = kind.needed_documents(found.region, found.submitted_at.date(), found.facts)
    missing = [rule.title.zh for rule in needed if rule.name not in there]
    return Refusal("PAPERS_MISSING", {"missing": "、".join(missing)}) if missing else None
