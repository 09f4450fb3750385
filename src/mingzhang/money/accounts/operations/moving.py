"""Account money that moves with a person to another region 转移, and what comes from one; one certificate, one move."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from psycopg import Rollback

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence, ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import BANK, PERSONAL, Code
from mingzhang.money.accounts.operations.keeping import let_go, not_usable, open_account, reopen_account, wait_for_runs
from mingzhang.money.accounts.operations.payouts import check_payees, order_payouts
from mingzhang.money.accounts.records import Move, Payee

_SQL = load_statements("mingzhang.money.accounts", "paying_out.sql")
_ACCOUNTS = load_statements("mingzhang.money.accounts", "accounts.sql")


def move_out(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    certificate: str,
    to_region: str,
    now: datetime,
    by: str,
    receiver: Payee | None = None,
) -> Move | Refusal:
    """Send all that an account holds with the person to another region, and close it; waiting until that confirms.

    `receiver` is the bank account of the agency there, when the money goes by bank. The same certificate moves once:
    asked again it gives the same move. Refuses CERTIFICATE_MISSING, CERTIFICATE_OF_ANOTHER, PAYEES_INCOMPLETE,
    NO_ACCOUNT, ACCOUNT_CLOSED, ACCOUNT_FROZEN and BILL_OPEN.
    """
    refusal = check_payees((receiver,)) if receiver is not None else None
    if refusal is not None or not certificate.strip():
        return refusal or Refusal("CERTIFICATE_MISSING", {})
    outcome: Move | Refusal
    with connection.transaction() as whole:
        wait_for_runs(connection, region)
        outcome = _known(connection, region, "out", certificate, person_id) or _send(
            connection, region, person_id, certificate, to_region, receiver, by, now
        )
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def move_in(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    certificate: str,
    from_region: str,
    amount_fen: int,
    now: datetime,
    by: str,
) -> Move | Refusal:
    """Take in what another region sent with a person; opens the account, or opens it anew, when there is none.

    Where the other region's books are these books, its move is confirmed by this one and must be of the same amount.
    The same certificate comes in once. Refuses CERTIFICATE_MISSING, CERTIFICATE_OF_ANOTHER, NOTHING_TO_PAY and
    AMOUNT_DIFFERS.
    """
    if not certificate.strip():
        return Refusal("CERTIFICATE_MISSING", {})
    if amount_fen <= 0:
        return Refusal("NOTHING_TO_PAY", {}, "never")
    outcome: Move | Refusal
    with connection.transaction() as whole:
        wait_for_runs(connection, region)
        outcome = _known(connection, region, "in", certificate, person_id) or _take(
            connection, region, person_id, certificate, from_region, amount_fen, by, now
        )
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def confirm_move(connection: Connection, region: str, certificate: str, *, now: datetime) -> bool:
    """The other region confirms that the money came; False when no such move waits."""
    values = {"region": region, "certificate": certificate, "now": now}
    return connection.execute(_SQL["confirm_move"], values).rowcount == 1


def _send(
    connection: Connection,
    region: str,
    person_id: int,
    certificate: str,
    to_region: str,
    receiver: Payee | None,
    by: str,
    now: datetime,
) -> Move | Refusal:
    values = {"region": region, "person_id": person_id, "day": now.date(), "reason": "transfer"}
    refusal = not_usable(connection.execute(_ACCOUNTS["lock_account"], values).fetchone())
    if refusal is not None:
        return refusal
    if connection.execute(_ACCOUNTS["frozen_on"], values).fetchone():
        return Refusal("ACCOUNT_FROZEN", {}, "later")
    let_go(connection, region, person_id, "NOT_ACTIVATED", now)
    money = ledger.balance(connection, region, PERSONAL, person_id)
    if money.held_fen:
        return Refusal("BILL_OPEN", {"held_fen": money.held_fen}, "later")
    entry = ledger.Entry(Code.TRANSFER_OUT, PERSONAL, person_id, BANK, 0, money.balance_fen)
    move = _write(connection, region, "out", certificate, person_id, to_region, entry, by, now)
    if receiver is not None and money.balance_fen:
        order_payouts(connection, region, person_id, "move", move.id, (receiver,), money.balance_fen, by=by, now=now)
    connection.execute(_ACCOUNTS["close"], values)
    return move


def _take(
    connection: Connection,
    region: str,
    person_id: int,
    certificate: str,
    from_region: str,
    amount_fen: int,
    by: str,
    now: datetime,
) -> Move | Refusal:
    sent = _found(connection, from_region, "out", certificate)
    if sent is not None and sent.amount_fen != amount_fen:
        return Refusal("AMOUNT_DIFFERS", {"sent_fen": sent.amount_fen, "asked_fen": amount_fen})
    account = connection.execute(_ACCOUNTS["lock_account"], {"region": region, "person_id": person_id}).fetchone()
    if account is None:
        values = {"region": region, "person_id": person_id, "day": now.date()}
        row = connection.execute(_ACCOUNTS["activated_before"], values).fetchone()
        open_account(connection, region, person_id, on=now.date(), activated_on=row[0] if row is not None else None)
    elif account[0] == "closed":
        reopen_account(connection, region, person_id, now=now)
    entry = ledger.Entry(Code.TRANSFER_IN, BANK, 0, PERSONAL, person_id, amount_fen)
    move = _write(connection, region, "in", certificate, person_id, from_region, entry, by, now)
    _hold_unusable(connection, region, person_id, amount_fen, now)
    if sent is not None:
        confirm_move(connection, from_region, certificate, now=now)
    return move


def _hold_unusable(connection: Connection, region: str, person_id: int, amount_fen: int, now: datetime) -> None:
    """Money that comes to an account that is frozen or not activated stays with the rest."""
    values = {"region": region, "person_id": person_id, "day": now.date()}
    if connection.execute(_ACCOUNTS["frozen_on"], values).fetchone():
        ledger.hold(connection, region, person_id, amount_fen, "FROZEN", at=now)
        return
    row = connection.execute(_ACCOUNTS["lock_account"], values).fetchone()
    if row is not None and row[2] is None:
        ledger.hold(connection, region, person_id, amount_fen, "NOT_ACTIVATED", at=now)


def _write(
    connection: Connection,
    region: str,
    direction: Literal["out", "in"],
    certificate: str,
    person_id: int,
    other_region: str,
    entry: ledger.Entry,
    by: str,
    now: datetime,
) -> Move:
    """Write the move, book it, and say so in the audit."""
    values = {
        "region": region,
        "direction": direction,
        "certificate": certificate,
        "person_id": person_id,
        "other_region": other_region,
        "amount_fen": entry.amount_fen,
        "state": "waiting" if direction == "out" else "confirmed",
        "confirmed_at": None if direction == "out" else now,
        "by": by,
        "now": now,
    }
    row = connection.execute(_SQL["insert_move"], values).fetchone()
    if row is None:
        raise InvariantBroken("a certificate was moved twice at once")
    if entry.amount_fen:
        group = ledger.post(connection, region, [entry], effective_on=now.date(), event_kind="move", event_id=row[0])
        if isinstance(group, Refusal):
            raise InvariantBroken(f"the money of a locked account could not be moved: {group.code}")
        connection.execute(_SQL["move_booked"], {"region": region, "id": row[0], "group_id": group})
    facts = {"certificate": certificate, "other_region": other_region, "amount_fen": entry.amount_fen}
    action = "MOVE_OUT" if direction == "out" else "MOVE_IN"
    evidence.audit(connection, region, by, action, record_number(region, person_id), facts, now=now)
    found = _found(connection, region, direction, certificate)
    if found is None:
        raise InvariantBroken("a move was written and is not there")
    return found


def _known(
    connection: Connection, region: str, direction: Literal["out", "in"], certificate: str, person_id: int
) -> Move | Refusal | None:
    found = _found(connection, region, direction, certificate)
    if found is None or found.person_id == person_id:
        return found
    return Refusal("CERTIFICATE_OF_ANOTHER", {"certificate": certificate}, "never")


def _found(connection: Connection, region: str, direction: str, certificate: str) -> Move | None:
    values = {"region": region, "direction": direction, "certificate": certificate}
    row = connection.execute(_SQL["move"], values).fetchone()
    return Move(*row) if row is not None else None
