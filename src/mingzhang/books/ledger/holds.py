"""Holds: money that is still there but may not leave, until the hold is released, posted or expires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from psycopg import Rollback

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import PERSONAL
from mingzhang.books.ledger.operations import Entry, post

_SQL = load_statements(__package__ or "", "holds.sql")


def hold(
    connection: Connection,
    region: str,
    person_id: int,
    amount_fen: int,
    reason: str,
    *,
    at: datetime,
    authority: str | None = None,
    expires_at: datetime | None = None,
) -> int | Refusal:
    """Hold an amount of a personal account; the hold's number, or Refusal BALANCE_SHORT.

    `reason` is NOT_ACTIVATED, FROZEN or UNFINISHED_BILL; `authority` says who ordered it and on which ground.
    """
    if amount_fen <= 0:
        raise InvariantBroken(f"a hold keeps a positive amount, got {amount_fen}")
    with connection.transaction():
        raised = connection.execute(
            _SQL["raise_held"], {"region": region, "owner": person_id, "amount": amount_fen}
        ).fetchone()
        if raised is None:
            return Refusal("BALANCE_SHORT", {"needed_fen": amount_fen}, "later")
        row = connection.execute(
            _SQL["insert_hold"],
            {
                "region": region,
                "kind": PERSONAL,
                "owner": person_id,
                "amount": amount_fen,
                "reason": reason,
                "authority": authority,
                "at": at,
                "expires_at": expires_at,
            },
        ).fetchone()
    if row is None:
        raise InvariantBroken("a hold was written without a number")
    return int(row[0])


def hold_available(
    connection: Connection, region: str, person_id: int, reason: str, *, at: datetime, authority: str | None = None
) -> int | None:
    """Hold all that an account has available at this moment; the hold's number, or None when that is nothing."""
    values = {"region": region, "owner": person_id, "reason": reason, "authority": authority, "at": at}
    row = connection.execute(_SQL["hold_available"], values).fetchone()
    return int(row[0]) if row is not None else None


def hold_many(
    connection: Connection, region: str, select: str, parameters: Mapping[str, object], *, at: datetime
) -> int:
    """Hold what a SELECT yields (owner, amount_fen, reason), set-based; how many accounts were touched.

    For money that was just posted and may not be used yet, so it is there by construction: raises InvariantBroken when
    an account has less available than is to be held.
    """
    with connection.transaction():
        connection.execute(_SQL["open_stage"])
        connection.execute(_SQL["clear_stage"])
        connection.execute(f"insert into ledger_staged_hold {select}", parameters)
        row = connection.execute(_SQL["place_many"], {"region": region, "at": at}).fetchone()
        if row is None or row[0] != row[1]:
            raise InvariantBroken(f"a bulk hold found too little money: {row}")
    return int(row[1])


def release(connection: Connection, region: str, hold_id: int, *, at: datetime) -> int | Refusal:
    """Let a hold go; the fen that became available. Returns Refusal HOLD_NOT_OPEN for one that is closed already."""
    return _close(connection, region, hold_id, "voided", at)


def post_hold(
    connection: Connection,
    region: str,
    hold_id: int,
    entries: Sequence[Entry],
    *,
    at: datetime,
    effective_on: date,
    event_kind: str,
    event_id: int,
) -> int | Refusal:
    """Post what a hold was placed for, fully or partly; the rest becomes available. The group's number.

    Returns Refusal HOLD_NOT_OPEN, or BALANCE_SHORT (the hold stays) when the entries need more than there is.
    """
    outcome: int | Refusal
    with connection.transaction() as whole:
        outcome = _close(connection, region, hold_id, "posted", at)
        if not isinstance(outcome, Refusal):
            outcome = post(
                connection, region, entries, effective_on=effective_on, event_kind=event_kind, event_id=event_id
            )
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def expire_holds(connection: Connection, region: str, *, at: datetime) -> int:
    """Let every hold go whose time is over; how many there were. Accounts are taken in the order of their owners."""
    with connection.transaction():
        rows = connection.execute(_SQL["expired"], {"region": region, "at": at}).fetchall()
        for (hold_id,) in rows:
            _close(connection, region, hold_id, "expired", at)
    return len(rows)


def _close(connection: Connection, region: str, hold_id: int, state: str, at: datetime) -> int | Refusal:
    with connection.transaction():
        values = {"region": region, "hold_id": hold_id, "state": state, "at": at}
        connection.execute(_SQL["lock_account_of_hold"], values)
        row = connection.execute(_SQL["close_hold"], values).fetchone()
    return int(row[0]) if row is not None else Refusal("HOLD_NOT_OPEN", {"hold": hold_id}, "never")
