"""Reading refunds: one, a receipt's, a person's, the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.refunds.records import Attempt, Refund, RefundLine, RefundState

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")
_ALL = 10_000


def refund_by_id(connection: Connection, region: str, refund_id: int) -> Refund | None:
    """A refund with its lines and every try to send it, or None."""
    return next(iter(_found(connection, region, refund_id=refund_id)), None)


def refunds_of(connection: Connection, region: str, person_id: int) -> tuple[Refund, ...]:
    """What went back, or is on its way, of payments for a person, oldest first; only the person's own lines."""
    return _found(connection, region, person_id=person_id)


def refunds_of_receipt(connection: Connection, region: str, receipt_id: int) -> tuple[Refund, ...]:
    """The refunds of one payment, oldest first."""
    return _found(connection, region, receipt_id=receipt_id)


def refund_queue(
    connection: Connection, region: str, states: Sequence[RefundState], *, limit: int = 50
) -> tuple[Refund, ...]:
    """The refunds in some states, those first that were asked for first."""
    return _found(connection, region, states=list(states), limit=limit)


def refund_counts(connection: Connection, region: str) -> dict[RefundState, tuple[int, int]]:
    """How many refunds are in each state that has any, and their sum in fen."""
    rows = connection.execute(_SQL["counts"], {"region": region}).fetchall()
    return {state: (count, amount) for state, count, amount in rows}


def _found(
    connection: Connection,
    region: str,
    *,
    refund_id: int | None = None,
    receipt_id: int | None = None,
    person_id: int | None = None,
    states: list[RefundState] | None = None,
    limit: int = _ALL,
) -> tuple[Refund, ...]:
    values = {
        "region": region,
        "refund_id": refund_id,
        "receipt_id": receipt_id,
        "person_id": person_id,
        "states": states,
        "limit": limit,
    }
    rows = connection.execute(_SQL["refunds"], values).fetchall()
    attempts = _attempts(connection, region, [row[0] for row in rows])
    return tuple(_refund(row, attempts.get(row[0], ())) for row in rows)


def _attempts(connection: Connection, region: str, refund_ids: list[int]) -> dict[int, tuple[Attempt, ...]]:
    if not refund_ids:
        return {}
    found: dict[int, tuple[Attempt, ...]] = {}
    values = {"region": region, "refund_ids": refund_ids}
    for refund_id, *rest in connection.execute(_SQL["attempts"], values).fetchall():
        found[refund_id] = (*found.get(refund_id, ()), Attempt(*rest))
    return found


def _refund(row: tuple[Any, ...], attempts: tuple[Attempt, ...]) -> Refund:
    lines = tuple(
        RefundLine(person_id, scheme, date.fromisoformat(month), *parts) for person_id, scheme, month, *parts in row[17]
    )
    return Refund(*row[:17], lines, attempts)
