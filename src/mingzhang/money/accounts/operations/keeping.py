"""What happens to one account: opening, activating, freezing, unfreezing, closing."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts import rules
from mingzhang.money.accounts.queries import freeze_of
from mingzhang.money.accounts.records import Freeze, FreezeKind

_SQL = load_statements("mingzhang.money.accounts", "accounts.sql")


def open_account(
    connection: Connection, region: str, person_id: int, *, on: date, activated_on: date | None = None
) -> None:
    """Open an account before its first allocation; an account that is there stays as it is."""
    values = {"region": region, "person_id": person_id, "opened_on": on, "activated_on": activated_on}
    connection.execute(_SQL["open"], values)


def activate_account(connection: Connection, region: str, person_id: int, *, now: datetime) -> int | Refusal:
    """Activate an account: money held for that reason becomes available; how many fen that was.

    Refuses NO_ACCOUNT, ACCOUNT_CLOSED and ALREADY_ACTIVATED.
    """
    values = {"region": region, "person_id": person_id, "day": now.date()}
    with connection.transaction():
        account = connection.execute(_SQL["lock_account"], values).fetchone()
        refusal = _not_usable(account)
        if refusal is not None:
            return refusal
        if connection.execute(_SQL["activate"], values).fetchone() is None:
            return Refusal("ALREADY_ACTIVATED", {}, "never")
        return _release(connection, region, person_id, "NOT_ACTIVATED", now)


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
) -> Freeze | Refusal:
    """Freeze an account by order of an authority on a legal basis: all available money is held; it is audited.

    ALLOCATION_SUSPENDED holds no money but keeps the next runs from posting. A freeze `until` a day ends on it; its
    money is let go by the next allocation run. Refuses NO_ACCOUNT and ACCOUNT_CLOSED.
    """
    values: dict[str, object] = {"region": region, "person_id": person_id}
    with connection.transaction():
        refusal = _not_usable(connection.execute(_SQL["lock_account"], values).fetchone())
        if refusal is not None:
            return refusal
        hold_id = _hold_all(connection, region, person_id, authority, now) if rules.freeze_holds_money(kind) else None
        values |= {
            "kind": kind,
            "authority": authority,
            "basis": basis,
            "starts": now.date(),
            "ends": until,
            "hold_id": hold_id,
        }
        row = connection.execute(_SQL["insert_freeze"], values).fetchone()
        if row is None:
            raise InvariantBroken("a freeze was written and is not there")
        facts = {"kind": kind, "basis": basis, "freeze": row[0]}
        evidence.audit(connection, region, authority, "FREEZE", record_number(region, person_id), facts, now=now)
    return freeze_of(row)


def unfreeze_account(connection: Connection, region: str, freeze_id: int, *, now: datetime) -> int | Refusal:
    """End a freeze: money held for it, that allocated meanwhile included, becomes available; how many fen that was.

    Refuses FREEZE_NOT_OPEN. While another freeze of the account runs, its money stays held.
    """
    values = {"region": region, "freeze_id": freeze_id, "day": now.date()}
    with connection.transaction():
        row = connection.execute(_SQL["lock_freeze"], values).fetchone()
        if row is None or not (ending := freeze_of(row)).span.holds(now.date()):
            return Refusal("FREEZE_NOT_OPEN", {}, "never")
        connection.execute(_SQL["end_freeze"], values)
        subject = record_number(region, ending.person_id)
        evidence.audit(connection, region, ending.authority, "UNFREEZE", subject, {"freeze": ending.id}, now=now)
        values["person_id"] = ending.person_id
        others = [freeze_of(other) for other in connection.execute(_SQL["freezes"], values).fetchall()]
        if not rules.freeze_holds_money(ending.kind) or any(
            other.id != ending.id and rules.freeze_holds_money(other.kind) and other.span.holds(now.date())
            for other in others
        ):
            return 0
        return _release(connection, region, ending.person_id, "FROZEN", now)


def release_lapsed_freezes(connection: Connection, region: str, *, now: datetime) -> int:
    """Let the money go that is still held for freezes whose time has run out; how many fen became available."""
    values = {"region": region, "day": now.date()}
    with connection.transaction():
        people = connection.execute(_SQL["lapsed"], values).fetchall()
        return sum(_release(connection, region, person_id, "FROZEN", now) for (person_id,) in people)


def close_account(connection: Connection, region: str, person_id: int, *, now: datetime) -> Refusal | None:
    """Close an empty account; NO_ACCOUNT, ACCOUNT_CLOSED, or BALANCE_LEFT when money is still in it."""
    values = {"region": region, "person_id": person_id, "day": now.date()}
    with connection.transaction():
        refusal = _not_usable(connection.execute(_SQL["lock_account"], values).fetchone())
        if refusal is not None:
            return refusal
        left = ledger.balance(connection, region, "personal", person_id).balance_fen
        if left:
            return Refusal("BALANCE_LEFT", {"balance_fen": left})
        connection.execute(_SQL["close"], values)
    return None


def _not_usable(account: tuple[object, ...] | None) -> Refusal | None:
    if account is None:
        return Refusal("NO_ACCOUNT", {}, "never")
    return Refusal("ACCOUNT_CLOSED", {}, "never") if account[0] == "closed" else None


def _hold_all(connection: Connection, region: str, person_id: int, authority: str, now: datetime) -> int | None:
    available = ledger.balance(connection, region, "personal", person_id).available_fen
    if available == 0:
        return None
    held = ledger.hold(connection, region, person_id, available, "FROZEN", at=now, authority=authority)
    if isinstance(held, Refusal):
        raise InvariantBroken(f"the available money of a locked account could not be held: {held.code}")
    return held


def _release(connection: Connection, region: str, person_id: int, reason: str, now: datetime) -> int:
    released = 0
    for hold in ledger.open_holds(connection, region, person_id):
        if hold.reason == reason:
            done = ledger.release(connection, region, hold.hold_id, at=now)
            if isinstance(done, Refusal):
                raise InvariantBroken(f"an open hold could not be released: {done.code}")
            released += done
    return released
