"""Freezes 冻结: who ordered that an account's money be kept or its allocation suspended, on which ground, how long."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts import rules
from mingzhang.money.accounts.operations.keeping import let_go, not_usable, wait_for_runs
from mingzhang.money.accounts.queries.account import freeze_of
from mingzhang.money.accounts.records import Freeze, FreezeKind

_SQL = load_statements("mingzhang.money.accounts", "accounts.sql")


def freeze_account(
    connection: Connection,
    region: str,
    person_id: int,
    kind: FreezeKind,
    *,
    authority: str,
    basis: str,
    now: datetime,
    until: date | None = None,
    by: str | None = None,
    case_id: int | None = None,
) -> Freeze | Refusal:
    """Freeze an account by order of an authority on a legal basis: all available money is held; it is audited.

    Money that comes later is held as it comes. ALLOCATION_SUSPENDED holds no money but keeps the next runs from
    posting. A freeze `until` a day ends on it; its money is let go by the clock. `by` entered the order. Refuses
    NO_ACCOUNT, ACCOUNT_CLOSED, FREEZE_NEEDS_BASIS (no authority or no document) and FREEZE_ENDS_BEFORE (in the past).
    """
    if not authority.strip() or not basis.strip():
        return Refusal("FREEZE_NEEDS_BASIS", {})
    if until is not None and until <= now.date():
        return Refusal("FREEZE_ENDS_BEFORE", {"until": until.isoformat()})
    values: dict[str, object] = {"region": region, "person_id": person_id}
    with connection.transaction():
        wait_for_runs(connection, region)
        refusal = not_usable(connection.execute(_SQL["lock_account"], values).fetchone())
        if refusal is not None:
            return refusal
        hold_id = None
        if rules.freeze_holds_money(kind):
            hold_id = ledger.hold_available(connection, region, person_id, "FROZEN", at=now, authority=authority)
        values |= {
            "kind": kind,
            "authority": authority,
            "basis": basis,
            "starts": now.date(),
            "ends": until,
            "hold_id": hold_id,
            "placed_by": by,
            "case_id": case_id,
        }
        row = connection.execute(_SQL["insert_freeze"], values).fetchone()
        if row is None:
            raise InvariantBroken("a freeze was written and is not there")
        facts = {"kind": kind, "basis": basis, "freeze": row[0], "authority": authority}
        subject = record_number(region, person_id)
        evidence.audit(connection, region, by or authority, "FREEZE", subject, facts, now=now)
    return freeze_of(row)


def unfreeze_account(
    connection: Connection,
    region: str,
    freeze_id: int,
    *,
    now: datetime,
    by: str | None = None,
    basis: str | None = None,
) -> int | Refusal:
    """End a freeze: money held for it, that allocated meanwhile included, becomes available; how many fen that was.

    `basis` is the document that ends it, `by` who entered it. Refuses FREEZE_NOT_OPEN. While another freeze of the
    account runs, its money stays held.
    """
    values = {"region": region, "freeze_id": freeze_id, "day": now.date(), "now": now, "by": by, "basis": basis}
    with connection.transaction():
        wait_for_runs(connection, region)
        row = connection.execute(_SQL["lock_freeze"], values).fetchone()
        if row is None or not (ending := freeze_of(row)).span.holds(now.date()) or ending.lifted_at is not None:
            return Refusal("FREEZE_NOT_OPEN", {}, "never")
        connection.execute(_SQL["end_freeze"], values)
        subject = record_number(region, ending.person_id)
        facts = {"freeze": ending.id, "authority": ending.authority, "basis": basis}
        evidence.audit(connection, region, by or ending.authority, "UNFREEZE", subject, facts, now=now)
        values["person_id"] = ending.person_id
        others = [freeze_of(other) for other in connection.execute(_SQL["freezes"], values).fetchall()]
        if not rules.freeze_holds_money(ending.kind) or any(
            other.id != ending.id
            and rules.freeze_holds_money(other.kind)
            and other.span.holds(now.date())
            and other.lifted_at is None
            for other in others
        ):
            return 0
        return let_go(connection, region, ending.person_id, "FROZEN", now)


def release_lapsed_freezes(connection: Connection, region: str, *, now: datetime) -> int:
    """Let the money go that is still held for freezes whose time has run out; how many fen became available.

    Done by each allocation run, and by the clock once a day. A second call finds nothing more.
    """
    values = {"region": region, "day": now.date()}
    with connection.transaction():
        people = connection.execute(_SQL["lapsed"], values).fetchall()
        return sum(let_go(connection, region, person_id, "FROZEN", now) for (person_id,) in people)
