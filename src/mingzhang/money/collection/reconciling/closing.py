"""Closing a difference: by hand with a note, or by booking a payment that a channel took twice."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from psycopg import Rollback

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import evidence
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.orders import queries as orders
from mingzhang.money.collection.reconciling import queries
from mingzhang.money.collection.reconciling.records import BillDifference
from mingzhang.money.collection.refunds.automatic import refund_set_aside
from mingzhang.money.contributions import operations as contributions

_SQL = load_statements("mingzhang.money.collection", "bills.sql")
How = Literal["channel_corrected", "sent_back_by_channel", "refund_asked", "second_sent_back", "explained"]
HOW: tuple[How, ...] = ("channel_corrected", "sent_back_by_channel", "refund_asked", "explained")


def close_difference(
    connection: Connection, region: str, difference_id: int, *, how: How, note: str, by: str, now: datetime
) -> BillDifference | Refusal:
    """Close a difference by hand; what settled it is told in a note and kept in the audit chain.

    Refuses DIFFERENCE_MISSING, DIFFERENCE_CLOSED and NOTE_NEEDED.
    """
    with connection.transaction():
        known = _open(connection, region, difference_id)
        if isinstance(known, Refusal):
            return known
        if not note.strip():
            return Refusal("NOTE_NEEDED", {})
        return _closed(connection, region, difference_id, how, note.strip(), by, now)


def send_second_back(
    connection: Connection, region: str, difference_id: int, *, by: str, now: datetime
) -> BillDifference | Refusal:
    """Book the second payment that a channel took for one order: it pays for nothing, so it goes back by itself.

    Refuses DIFFERENCE_MISSING, DIFFERENCE_CLOSED, and DIFFERENCE_NOT_DOUBLE when the row is no second payment of a
    posted order of that amount under a serial of its own.
    """
    outcome: BillDifference | Refusal
    with connection.transaction() as whole:
        outcome = _second_booked(connection, region, difference_id, by, now)
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def _second_booked(
    connection: Connection, region: str, difference_id: int, by: str, now: datetime
) -> BillDifference | Refusal:
    known = _open(connection, region, difference_id)
    if isinstance(known, Refusal):
        return known
    not_double = Refusal("DIFFERENCE_NOT_DOUBLE", {"difference": difference_id}, "never")
    order = orders.order(connection, region, known.order_id) if known.order_id is not None else None
    if known.kind != "double" or order is None or order.state != "posted" or known.serial is None:
        return not_double
    if known.serial == order.serial or known.theirs_fen != order.amount_fen:
        return not_double
    receipt = contributions.take_in(
        connection,
        region,
        payer_kind=order.payer_kind,
        payer_id=order.payer_id,
        channel=order.channel,
        serial=known.serial,
        lines=order.received,
        received_at=now,
        at=now,
    )
    if isinstance(receipt, Refusal):
        return receipt
    refund_set_aside(connection, region, receipt.id, now=now)
    return _closed(connection, region, difference_id, "second_sent_back", f"receipt/{receipt.id}", by, now)


def _open(connection: Connection, region: str, difference_id: int) -> BillDifference | Refusal:
    known = queries.difference_by_id(connection, region, difference_id)
    if known is None:
        return Refusal("DIFFERENCE_MISSING", {"difference": difference_id}, "never")
    if known.state == "closed":
        return Refusal("DIFFERENCE_CLOSED", {"difference": difference_id}, "never")
    return known


def _closed(
    connection: Connection, region: str, difference_id: int, how: How, note: str, by: str, now: datetime
) -> BillDifference | Refusal:
    values = {"region": region, "difference_id": difference_id, "how": how, "note": note, "by": by, "now": now}
    if connection.execute(_SQL["close"], values).rowcount == 0:
        return Refusal("DIFFERENCE_CLOSED", {"difference": difference_id}, "never")
    evidence.audit(
        connection, region, by, "DIFFERENCE_CLOSED", f"difference/{difference_id}", {"how": how, "note": note}, now=now
    )
    known = queries.difference_by_id(connection, region, difference_id)
    if known is None:
        raise InvariantBroken("a difference was closed and is not there")
    return known
