"""What of a payment is the person's own: an employer's receipt names everybody's money, an explanation only one's own.

The queries give the person's own lines only; their sum takes the place of the whole amount. Pure; fen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.records import Receipt


def own_receipts(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """The payments with what of them was paid for the person."""
    return tuple(replace(paid, amount_fen=sum(line.amount_fen for line in paid.lines)) for paid in receipts)


def own_orders(orders: Iterable[Order]) -> tuple[Order, ...]:
    """The orders with what of them pays for the person."""
    return tuple(replace(made, amount_fen=sum(line.amount_fen for line in made.lines)) for made in orders)


def own_refunds(refunds: Iterable[Refund]) -> tuple[Refund, ...]:
    """The refunds with what of them goes back for the person."""
    return tuple(replace(back, amount_fen=sum(line.amount_fen for line in back.lines)) for back in refunds)
