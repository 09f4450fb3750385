"""Payments as rows: when, by whom, through which channel, for which months, how much, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.answers.why.words.telling import months_text
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name, failure_words
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import ORDERS, RECEIVED, REFUNDS, SENT_BACK, Sign
from mingzhang.money.collection.orders.records import Order
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.records import Receipt

SELF, RELATIVE = _("本人"), _("亲属")
REASONS: dict[str, str | Promise] = {
    "DUPLICATE": _("重复缴费"),
    "TWO_SCHEMES": _("两种保险都缴了"),
    "IDENTITY_WRONG": _("缴错了人"),
    "BATCH": _("整批扣错"),
    "STOPPED_BEFORE_BENEFIT": _("待遇开始前停保"),
    "DIED_BEFORE_BENEFIT": _("待遇开始前去世"),
    "OVERPAID": _("多缴"),
    "NEVER_CAME": _("款项未到"),
}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment; `number` is the order's, empty for money that came without one."""

    at: str
    payer: str | Promise
    channel: str
    months: str
    amount: str
    sign: Sign
    note: str
    number: str


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One refund: asked when, why, how much, how far, and by when it should be back."""

    at: str
    reason: str | Promise
    amount: str
    sign: Sign
    expected: str
    note: str


def payment_rows(
    orders: Sequence[Order], receipts: Iterable[Receipt], employers: Mapping[int, str], language: Language
) -> tuple[PaymentRow, ...]:
    """Every payment once, the newest first: an order's receipt is told by its order."""
    ordered = {order.receipt_id for order in orders}
    found = [(order.opened_at, _of_order(order, employers, language)) for order in orders]
    found += [
        (receipt.received_at, _of_receipt(receipt, employers, language))
        for receipt in receipts
        if receipt.id not in ordered
    ]
    return tuple(row for _, row in sorted(found, key=lambda pair: pair[0], reverse=True))


def refund_rows(refunds: Iterable[Refund], language: Language) -> tuple[RefundRow, ...]:
    """Present refunds, the newest first."""
    return tuple(_refund(one, language) for one in sorted(refunds, key=lambda one: one.asked_at, reverse=True))


def _of_order(order: Order, employers: Mapping[int, str], language: Language) -> PaymentRow:
    return PaymentRow(
        at=order.opened_at.date().isoformat(),
        payer=_payer(order.payer_kind, order.payer_id, employers),
        channel=channel_name(order.channel),
        months=_months((line.month for line in order.lines), language),
        amount=yuan(sum(line.amount_fen for line in order.lines)),
        sign=ORDERS[order.state],
        note=failure_words(order.code, language) if order.code else "",
        number=order.number,
    )


def _of_receipt(receipt: Receipt, employers: Mapping[int, str], language: Language) -> PaymentRow:
    sign = SENT_BACK if receipt.refunded_at else ORDERS["posted"] if receipt.posted_at else RECEIVED
    return PaymentRow(
        at=receipt.received_at.date().isoformat(),
        payer=_payer(receipt.payer_kind, receipt.payer_id, employers),
        channel=channel_name(receipt.channel),
        months=_months((line.month for line in receipt.lines), language),
        amount=yuan(sum(line.amount_fen for line in receipt.lines)),
        sign=sign,
        note="",
        number="",
    )


def _payer(kind: str, payer_id: int, employers: Mapping[int, str]) -> str | Promise:
    return employers.get(payer_id, str(payer_id)) if kind == "employer" else SELF if kind == "person" else RELATIVE


def _months(months: Iterable[date], language: Language) -> str:
    return months_text(sorted(set(months)), language)


def _refund(one: Refund, language: Language) -> RefundRow:
    failed = next((attempt.code for attempt in reversed(one.attempts) if attempt.code), None)
    return RefundRow(
        at=one.asked_at.date().isoformat(),
        reason=REASONS[one.reason],
        amount=yuan(one.amount_fen),
        sign=REFUNDS[one.state],
        expected=dates.day(one.expected_on, language) if one.expected_on and one.finished_at is None else "",
        note=failure_words(failed, language) if failed else one.review_note,
    )
