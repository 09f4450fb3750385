"""Asking a channel what became of an order that it has not answered: its answer decides, its silence does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.collection.orders import moving, queries, states
from mingzhang.money.collection.orders.records import Order, Said


@dataclass(frozen=True, slots=True)
class ChannelAnswer:
    """What a channel answers to a query: the money was paid, or not and why; `said` tells who says so and when."""

    word: Literal["paid", "failed"]
    said: Said


class ChannelPort(Protocol):
    """How a channel is asked; None when it does not answer, or does not know yet."""

    def query(self, number: str) -> ChannelAnswer | None:
        """What became of the order with this number."""
        ...


def resolve_order(
    connection: Connection, region: str, order_id: int, *, port: ChannelPort, now: datetime
) -> Order | Refusal:
    """Ask the channel of an open order and let its answer decide; without one the order is unknown as before.

    The channel is asked outside of any transaction: a slow one holds nobody up. Refuses ORDER_MISSING, and as `settle`
    when the order was decided meanwhile.
    """
    known = queries.order(connection, region, order_id)
    if known is None:
        return Refusal("ORDER_MISSING", {"order": order_id}, "never")
    if known.state not in states.OPEN or known.state == "created":
        return known
    answer = port.query(known.number)
    if answer is None:
        return moving.stay_unknown(connection, region, order_id, now=now)
    return moving.settle(connection, region, order_id, answer.word, said=answer.said, now=now)
