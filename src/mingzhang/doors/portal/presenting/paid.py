"""Orders and receipts seen alike: one payment, its lines, how far it is, and the page that tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from mingzhang.basics.identifiers import record_number
from mingzhang.doors.frame.presenting.signs import ORDERS, RECEIVED, SENT_BACK, Sign
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.contributions.records import PayerKind, Receipt

ON_WAY = ("created", "sent", "accepted", "unknown")


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What of a payment goes to one person's month, in fen."""

    person_id: int
    scheme: str
    month: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment, whether an order led to it or it came without one (an employer's month)."""

    at: datetime
    payer_kind: PayerKind
    payer_id: int
    channel: str
    sign: Sign
    on_way: bool
    url: str
    lines: tuple[PaidLine, ...]


def all_paid(region: str, orders: Iterable[Order], receipts: Iterable[Receipt]) -> tuple[Paid, ...]:
    """Every payment once, newest first: an order's receipt is told by its order."""
    known = tuple(orders)
    ordered = {order.receipt_id for order in known}
    found = [_of_order(order) for order in known]
    found += [_of_receipt(receipt, region) for receipt in receipts if receipt.id not in ordered]
    return tuple(sorted(found, key=lambda paid: paid.at, reverse=True))


def _of_order(order: Order) -> Paid:
    return Paid(
        at=order.opened_at,
        payer_kind=order.payer_kind,
        payer_id=order.payer_id,
        channel=order.channel,
        sign=ORDERS[order.state],
        on_way=order.state in ON_WAY,
        url=reverse("order", args=(order.number,)),
        lines=tuple(PaidLine(line.person_id, line.scheme, line.month, line.amount_fen) for line in order.lines),
    )


def _of_receipt(receipt: Receipt, region: str) -> Paid:
    return Paid(
        at=receipt.received_at,
        payer_kind=receipt.payer_kind,
        payer_id=receipt.payer_id,
        channel=receipt.channel,
        sign=_receipt_sign(receipt),
        on_way=receipt.posted_at is None and receipt.refunded_at is None,
        url=reverse("payment", args=(record_number(region, receipt.id),)),
        lines=tuple(PaidLine(line.person_id, line.scheme, line.month, line.amount_fen) for line in receipt.lines),
    )


def _receipt_sign(receipt: Receipt) -> Sign:
    if receipt.refunded_at is not None:
        return SENT_BACK
    return ORDERS["posted"] if receipt.posted_at is not None else RECEIVED
