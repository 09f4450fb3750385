"""The life of one account: opened, activated, closed, opened anew."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements

_SQL = load_statements("mingzhang.money.accounts", "accounts.sql")


def open_account(
    connection: Connection, region: str, person_id: int, *, on: date, activated_on: date | None = None
) -> None:
    """Open an account before its first allocation; an account that is there stays as it is."""
    values = {"region": region, "person_id": person_id, "opened_on": on, "activated_on": activated_on}
    connection.execute(_SQL["open"], values)


def reopen_account(connection: Connection, region: str, person_id: int, *, now: datetime) -> Refusal | None:
    """Open an account anew that was closed; its earlier life is kept. Refuses NO_ACCOUNT and ACCOUNT_NOT_CLOSED.

    It is activated as before: a card or e-voucher that was active stays so.
    """
    values = {"region": region, "person_id": person_id, "day": now.date()}
    with connection.transaction():
        wait_for_runs(connection, region)
        account = connection.execute(_SQL["lock_account"], values).fetchone()
        if account is None:
            return Refusal("NO_ACCOUNT", {}, "never")
        if account[0] != "closed":
            return Refusal("ACCOUNT_NOT_CLOSED", {}, "never")
        connection.execute(_SQL["keep_past"], values)
        connection.execute(_SQL["reopen"], values)
    return None


def activate_account(connection: Connection, region: str, person_id: int, *, now: datetime) -> int | Refusal:
    """Activate an account: money held for that reason becomes available; how many fen that was.

    Refuses NO_ACCOUNT, ACCOUNT_CLOSED and ALREADY_ACTIVATED.
    """
    values = {"region": region, "person_id": person_id, "day": now.date()}
    with connection.transaction():
        wait_for_runs(connection, region)
        account = connection.execute(_SQL["lock_account"], values).fetchone()
        refusal = not_usable(account)
        if refusal is not None:
            return refusal
        if connection.execute(_SQL["activate"], values).fetchone() is None:
            return Refusal("ALREADY_ACTIVATED", {}, "never")
        return let_go(connection, region, person_id, "NOT_ACTIVATED", now)


def close_account(
    connection: Connection, region: str, person_id: int, *, now: datetime, reason: str = "EMPTY"
) -> Refusal | None:
    """Close an empty account; NO_ACCOUNT, ACCOUNT_CLOSED, or BALANCE_LEFT when money is still in it."""
    values = {"region": region, "person_id": person_id, "day": now.date(), "reason": reason}
    with connection.transaction():
        wait_for_runs(connection, region)
        refusal = not_usable(connection.execute(_SQL["lock_account"], values).fetchone())
        if refusal is not None:
            return refusal
        left = ledger.balance(connection, region, "personal", person_id).balance_fen
        if left:
            return Refusal("BALANCE_LEFT", {"balance_fen": left})
        connection.execute(_SQL["close"], values)
    return None


def wait_for_runs(connection: Connection, region: str) -> None:
    """Wait until no chunk of an allocation is being posted, and keep new ones waiting until the transaction ends.

    So that no money is posted beside a freeze, an activation or a closing that has not seen it.
    """
    connection.execute(_SQL["wait_for_runs"], {"region": region})


def not_usable(account: tuple[object, ...] | None) -> Refusal | None:
    """Why nothing can be done to an account: there is none, or it is closed."""
    if account is None:
        return Refusal("NO_ACCOUNT", {}, "never")
    return Refusal("ACCOUNT_CLOSED", {}, "never") if account[0] == "closed" else None


def let_go(connection: Connection, region: str, person_id: int, reason: str, now: datetime) -> int:
    """Release every open hold of a reason; how many fen became available."""
    released = 0
    for hold in ledger.open_holds(connection, region, person_id):
        if hold.reason == reason:
            done = ledger.release(connection, region, hold.hold_id, at=now)
            if isinstance(done, Refusal):
                raise InvariantBroken(f"an open hold could not be released: {done.code}")
            released += done
    return released
