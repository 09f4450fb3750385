"""Payments to bank accounts and their stages: ordered → sent → paid, or failed and ordered again to another account."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.basics.workdays import add_workdays
from mingzhang.books import evidence, vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts import rules
from mingzhang.money.accounts.queries.paying_out import payout as payout_by_id
from mingzhang.money.accounts.records import Payee, Payout, PayoutState
from mingzhang.rules.policy import view_for

_SQL = load_statements("mingzhang.money.accounts", "paying_out.sql")


def order_payouts(
    connection: Connection,
    region: str,
    person_id: int,
    kind: Literal["withdrawal", "move", "owed"],
    source_id: int,
    payees: tuple[Payee, ...],
    amount_fen: int,
    *,
    by: str,
    now: datetime,
) -> None:
    """Order the payments of an amount to its payees, in their shares to the fen; bank accounts are sealed.

    When they should arrive is told where the pack says how many workdays it takes.
    """
    expected = _expected_on(region, now.date())
    for payee, part in zip(payees, rules.shares(amount_fen, [p.share_bp for p in payees]), strict=True):
        if part == 0:
            continue
        values = {
            "region": region,
            "kind": kind,
            "source_id": source_id,
            "person_id": person_id,
            "payee": payee.name,
            "bank_sealed": vault.seal(payee.bank_account),
            "share_bp": payee.share_bp,
            "amount_fen": part,
            "expected_on": expected,
        }
        row = connection.execute(_SQL["insert_payout"], values).fetchone()
        if row is None:
            raise InvariantBroken("a payment was ordered and is not there")
        _step(connection, region, row[0], "ordered", by=by, now=now)


def check_payees(payees: tuple[Payee, ...]) -> Refusal | None:
    """Why nobody can be paid: PAYEES_INCOMPLETE (no name or bank account), SHARES_NOT_WHOLE (not 100 % in all)."""
    if not payees or any(not payee.name.strip() or not payee.bank_account.strip() for payee in payees):
        return Refusal("PAYEES_INCOMPLETE", {})
    whole = sum(payee.share_bp for payee in payees)
    if whole != rules.WHOLE_BP or any(payee.share_bp <= 0 for payee in payees):
        return Refusal("SHARES_NOT_WHOLE", {"share_bp": whole})
    return None


def send_payout(
    connection: Connection, region: str, payout_id: int, *, serial: str, by: str, now: datetime
) -> Payout | Refusal:
    """The payment went to the bank under a number. Refuses PAYOUT_UNKNOWN and PAYOUT_NOT_IN_STATE."""
    return _move(connection, region, payout_id, ("ordered",), "sent", by=by, now=now, serial=serial)


def settle_payout(connection: Connection, region: str, payout_id: int, *, by: str, now: datetime) -> Payout | Refusal:
    """The bank paid it. Refuses PAYOUT_UNKNOWN and PAYOUT_NOT_IN_STATE."""
    return _move(connection, region, payout_id, ("sent",), "paid", by=by, now=now)


def fail_payout(
    connection: Connection, region: str, payout_id: int, *, reason: str, by: str, now: datetime
) -> Payout | Refusal:
    """The bank returned it, for a reason; it waits for another bank account. Refuses as the others do."""
    return _move(connection, region, payout_id, ("sent",), "failed", by=by, now=now, reason=reason)


def correct_payee(
    connection: Connection, region: str, payout_id: int, payee: Payee, *, by: str, now: datetime
) -> Payout | Refusal:
    """Order a payment that failed (or was not sent yet) again, to another bank account; it is audited.

    The share stays as it was ordered. Refuses PAYEES_INCOMPLETE, PAYOUT_UNKNOWN and PAYOUT_NOT_IN_STATE.
    """
    if not payee.name.strip() or not payee.bank_account.strip():
        return Refusal("PAYEES_INCOMPLETE", {})
    values = {
        "region": region,
        "payout_id": payout_id,
        "payee": payee.name,
        "bank_sealed": vault.seal(payee.bank_account),
    }
    with connection.transaction():
        refusal = _not_in_state(connection, region, payout_id, ("failed", "ordered"))
        if refusal is not None:
            return refusal
        connection.execute(_SQL["change_payee"], values)
        _step(connection, region, payout_id, "ordered", by=by, now=now)
        subject = record_number(region, payout_id)
        evidence.audit(connection, region, by, "CORRECT_PAYEE", subject, {"payout": payout_id}, now=now)
    return _there(connection, region, payout_id)


def _expected_on(region: str, day: date) -> date | None:
    view = view_for(region, day)
    if not view.has("withdrawal.payment_workdays", scheme="employee"):
        return None
    return add_workdays(day, view.find("withdrawal.payment_workdays", scheme="employee").number).day


def _move(
    connection: Connection,
    region: str,
    payout_id: int,
    of: tuple[PayoutState, ...],
    to: PayoutState,
    *,
    by: str,
    now: datetime,
    serial: str = "",
    reason: str = "",
) -> Payout | Refusal:
    with connection.transaction():
        refusal = _not_in_state(connection, region, payout_id, of)
        if refusal is not None:
            return refusal
        connection.execute(_SQL["move_payout"], {"region": region, "payout_id": payout_id, "state": to})
        _step(connection, region, payout_id, to, by=by, now=now, serial=serial, reason=reason)
    return _there(connection, region, payout_id)


def _not_in_state(
    connection: Connection, region: str, payout_id: int, wanted: tuple[PayoutState, ...]
) -> Refusal | None:
    row = connection.execute(_SQL["lock_payout"], {"region": region, "payout_id": payout_id}).fetchone()
    if row is None:
        return Refusal("PAYOUT_UNKNOWN", {}, "never")
    return None if row[0] in wanted else Refusal("PAYOUT_NOT_IN_STATE", {"state": row[0]}, "never")


def _step(
    connection: Connection,
    region: str,
    payout_id: int,
    state: PayoutState,
    *,
    by: str,
    now: datetime,
    serial: str = "",
    reason: str = "",
) -> None:
    values = {
        "region": region,
        "payout_id": payout_id,
        "state": state,
        "by": by,
        "now": now,
        "serial": serial,
        "reason": reason,
    }
    connection.execute(_SQL["insert_step"], values)


def _there(connection: Connection, region: str, payout_id: int) -> Payout:
    found = payout_by_id(connection, region, payout_id)
    if found is None:
        raise InvariantBroken("a payment was moved and is not there")
    return found
