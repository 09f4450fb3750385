"""Reading orders: one, a payer's, an insured person's, the queue at the counter, and what everybody said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mingzhang.basics.identifiers import read_record_number
from mingzhang.basics.periods import Period
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.orders.records import (
    DebitAgreement,
    Order,
    OrderEvent,
    OrderLine,
    OrderState,
    StateCount,
)
from mingzhang.money.contributions.records import PayerKind

_SQL = load_statements("mingzhang.money.collection", "orders.sql")
_AGREEMENTS = load_statements("mingzhang.money.collection", "agreements.sql")


def order(connection: Connection, region: str, order_id: int) -> Order | None:
    """An order with all its lines, or None."""
    row = connection.execute(_SQL["order"], {"region": region, "order_id": order_id}).fetchone()
    return _order(row) if row is not None else None


def orders_by_id(connection: Connection, region: str, order_ids: Sequence[int]) -> dict[int, Order]:
    """Orders by their ids, those that are there."""
    rows = connection.execute(_SQL["orders"], {"region": region, "order_ids": list(order_ids)}).fetchall()
    return {found.id: found for found in map(_order, rows)}


def order_by_number(connection: Connection, number: str) -> Order | None:
    """An order by the 20 digits that channels carry, or None."""
    ours = read_record_number(number)
    return order(connection, *ours) if ours is not None else None


def orders_of_payer(connection: Connection, region: str, payer_kind: PayerKind, payer_id: int) -> tuple[Order, ...]:
    """What a payer ordered, oldest first; a person's orders for relatives are among the person's own."""
    kinds = ["employer"] if payer_kind == "employer" else ["person", "relative"]
    values = {"region": region, "payer_kinds": kinds, "payer_id": payer_id}
    return tuple(_order(row) for row in connection.execute(_SQL["by_payer"], values).fetchall())


def orders_of_person(connection: Connection, region: str, person_id: int) -> tuple[Order, ...]:
    """The orders that pay something for a person, whoever pays, oldest first; only the person's own lines."""
    rows = connection.execute(_SQL["by_person"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(_order(row) for row in rows)


def order_of_receipt(connection: Connection, region: str, receipt_id: int) -> Order | None:
    """The order behind a receipt, None for a payment that came without one."""
    row = connection.execute(_SQL["of_receipt"], {"region": region, "receipt_id": receipt_id}).fetchone()
    return order(connection, region, row[0]) if row is not None else None


def order_events(connection: Connection, region: str, order_id: int) -> tuple[OrderEvent, ...]:
    """Every step of an order and every word about it, in the order in which we heard them."""
    rows = connection.execute(_SQL["events"], {"region": region, "order_id": order_id}).fetchall()
    return tuple(OrderEvent(*row) for row in rows)


def events_of_orders(connection: Connection, region: str, person_id: int) -> tuple[OrderEvent, ...]:
    """The same for all orders that pay something for a person."""
    rows = connection.execute(_SQL["events_of_person"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(OrderEvent(*row) for row in rows)


def queue(
    connection: Connection,
    region: str,
    states: Sequence[OrderState],
    *,
    channel: str | None = None,
    limit: int = 50,
    after: int = 0,
) -> tuple[Order, ...]:
    """Orders in some states, unknown ones first, then by the moment at which somebody must look; a page of them."""
    values = {"region": region, "states": list(states), "channel": channel, "limit": limit, "after": after}
    return tuple(_order(row) for row in connection.execute(_SQL["queue"], values).fetchall())


def state_counts(connection: Connection, region: str) -> tuple[StateCount, ...]:
    """How many orders are in each state that has any, and their sums."""
    return tuple(StateCount(*row) for row in connection.execute(_SQL["counts"], {"region": region}).fetchall())


def debit_agreements(connection: Connection, region: str, person_id: int) -> tuple[DebitAgreement, ...]:
    """A person's debit agreements, oldest first, ended ones included; account numbers stay sealed."""
    rows = connection.execute(_AGREEMENTS["of_person"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(agreement_of(row) for row in rows)


def agreement_of(row: tuple[Any, ...]) -> DebitAgreement:
    """An agreement from a row of the statements in `agreements.sql`."""
    return DebitAgreement(*row[:6], Period(row[6], row[7]), row[8])


def _order(row: tuple[Any, ...]) -> Order:
    lines = tuple(
        OrderLine(person_id, scheme, date.fromisoformat(month), *parts) for person_id, scheme, month, *parts in row[15]
    )
    return Order(*row[:15], lines)
