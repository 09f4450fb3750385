"""Sending a refund 退款: by the way the money came, or to another account when that way is closed; until it arrived."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.refunds.leaving import leave_books
from mingzhang.money.collection.refunds.records import OtherAccount, Refund
from mingzhang.money.collection.refunds.reviewing import lock_refund, read_refund
from mingzhang.money.contributions import queries as paid

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")
_ACCOUNT = re.compile(r"[0-9]{8,32}")


def send_refund(
    connection: Connection, region: str, refund_id: int, *, by: str, now: datetime, other: OtherAccount | None = None
) -> Refund | Refusal:
    """Send an approved refund off, or one again that did not arrive, by the way the money came or to another account.

    Refuses REFUND_MISSING, REFUND_MOVED_ON, ACCOUNT_NUMBER_WRONG, and ORIGINAL_ROUTE_CLOSED when it already failed by
    the original route and no other account is given.
    """
    number = "".join(other.account_number.split()) if other is not None else ""
    if other is not None and not _ACCOUNT.fullmatch(number):
        return Refusal("ACCOUNT_NUMBER_WRONG", {"digits": len(number)})
    with connection.transaction():
        known = lock_refund(connection, region, refund_id, "sent")
        if isinstance(known, Refusal):
            return known
        if other is None and known.state == "failed":
            return Refusal("ORIGINAL_ROUTE_CLOSED", {"refund": refund_id})
        receipt = paid.receipt(connection, region, known.receipt_id)
        if receipt is None:
            raise InvariantBroken(f"refund {refund_id} has no receipt")
        attempt = len(known.attempts) + 1
        values: dict[str, Any] = {
            "region": region,
            "refund_id": refund_id,
            "number": attempt,
            "route": "original" if other is None else "account",
            "channel": receipt.channel if other is None else other.bank_name,
            "account_name": other.account_name if other is not None else "",
            "account_sealed": vault.seal(number) if other is not None else None,
            "account_last4": number[-4:] or None,
            "now": now,
            "by": by,
            "serial": f"{record_number(region, refund_id)}-{attempt}",
        }
        connection.execute(_SQL["attempt"], values)
        connection.execute(_SQL["move"], values | {"state": "sent"})
        return read_refund(connection, region, refund_id)


def answer_refund(
    connection: Connection, region: str, refund_id: int, *, arrived: bool, by: str, now: datetime, code: str = ""
) -> Refund | Refusal:
    """Keep what the bank says of the latest try: the money arrived, or why not (`code`).

    Money that arrived leaves the books; a payment whose every line went back is refunded and its order reversed. The
    same answer again changes nothing. Refuses REFUND_MISSING and REFUND_MOVED_ON.
    """
    with connection.transaction():
        known = lock_refund(connection, region, refund_id, "paid_back" if arrived else "failed")
        if isinstance(known, Refusal):
            return known
        values = {
            "region": region,
            "refund_id": refund_id,
            "number": len(known.attempts),
            "now": now,
            "code": None if arrived else code,
            "state": "paid_back" if arrived else "failed",
        }
        connection.execute(_SQL["answer"], values)
        connection.execute(_SQL["move"], values)
        if arrived:
            leave_books(connection, region, known, by=by, now=now)
        return read_refund(connection, region, refund_id)
