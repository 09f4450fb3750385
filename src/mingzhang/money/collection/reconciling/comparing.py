"""Comparing a bill with our books, and letting it decide the orders that no word could decide."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.orders import moving
from mingzhang.money.collection.orders.records import Said
from mingzhang.money.collection.reconciling import queries
from mingzhang.money.collection.reconciling.records import BillDifference

_SQL = load_statements("mingzhang.money.collection", "bills.sql")
BY = "reconciliation"


def reconcile(
    connection: Connection, region: str, bill_id: int, *, now: datetime
) -> tuple[BillDifference, ...] | Refusal:
    """Find what a bill and our books see differently, and settle what the bill decides; a second time changes nothing.

    An open order is posted or failed as the bill says, also one that we held for failed; an order of the day before
    that stands on neither bill has failed. Payments that differ otherwise stay open with their next step. Refuses
    BILL_MISSING. The comparison is one statement: a hundred thousand rows take seconds.
    """
    values: dict[str, Any] = {"region": region, "bill_id": bill_id, "now": now}
    with connection.transaction():
        found = connection.execute(_SQL["lock"], values).fetchone()
        if found is None:
            return Refusal("BILL_MISSING", {"bill": bill_id}, "never")
        channel, day, reconciled_at = found
        if reconciled_at is None:
            connection.execute(_SQL["compare"], values | _span(channel, day, now))
            connection.execute(_SQL["mark_reconciled"], values)
    _decide(connection, region, bill_id, channel, day, now)
    return queries.differences_of(connection, region, bill_id)


def _span(channel: str, day: date, now: datetime) -> dict[str, Any]:
    """The day's first and last moment, and the day before."""
    start = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)
    return {
        "channel": channel,
        "from": start,
        "until": start + timedelta(days=1),
        "day_before": day - timedelta(days=1),
    }


def _decide(connection: Connection, region: str, bill_id: int, channel: str, day: date, now: datetime) -> None:
    """Settle order by order, each in a transaction of its own: one that was killed goes on where it stopped."""
    values: dict[str, Any] = {"region": region, "bill_id": bill_id, **_span(channel, day, now)}
    party = CHANNELS[channel].party
    for difference_id, order_id, serial, status, ours in connection.execute(_SQL["decided"], values).fetchall():
        paid = status == "paid"
        said = Said(party, f"bill {bill_id}", now, serial if paid else None, None if paid else "FAILED_BY_BILL")
        with connection.transaction():
            if paid and ours == "failed":
                moving.hear(connection, region, order_id, "paid", said=said, now=now)  # it contradicts: unknown
            outcome = moving.settle(connection, region, order_id, "paid" if paid else "failed", said=said, now=now)
            _close(connection, region, difference_id, order_id, outcome, now)
    for difference_id, order_id in connection.execute(_SQL["on_neither"], values).fetchall():
        said = Said(party, f"bill {bill_id}", now, code="NOT_IN_BILL")
        with connection.transaction():
            outcome = moving.settle(connection, region, order_id, "failed", said=said, now=now)
            _close(connection, region, difference_id, order_id, outcome, now)


def _close(
    connection: Connection, region: str, difference_id: int, order_id: int, outcome: object, now: datetime
) -> None:
    """Close a difference by what became of its order; one that could not be settled stays open."""
    if isinstance(outcome, Refusal):
        if outcome.code not in ("ORDER_MOVED_ON", "SERIAL_REUSED"):
            raise InvariantBroken(f"order {order_id} was compared and is not there")
        return
    how = str(getattr(outcome, "state", ""))
    values = {"region": region, "now": now, "by": BY, "how": how, "note": ""}
    connection.execute(_SQL["close"], values | {"difference_id": difference_id})
    connection.execute(_SQL["close_earlier"], values | {"order_id": order_id})
