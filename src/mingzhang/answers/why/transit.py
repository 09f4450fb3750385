"""Where a payment is that is not with us yet, and by when it should be: promised by policy in workdays. Pure."""

from __future__ import annotations

from datetime import date

from mingzhang.answers.why.records import Text
from mingzhang.basics.workdays import add_workdays
from mingzhang.money.collection.orders.records import Order
from mingzhang.rules.policy import Ruled

WHERE = {
    "created": Text("已生成，还没有发出", "is written and not sent"),
    "sent": Text("已发给渠道，等待扣款结果", "was sent to the channel and waits for its answer"),
    "accepted": Text("已由银行扣款，钱在银行", "was taken by the bank and lies there"),
    "unknown": Text("结果待查，正向渠道核实", "has no answer; the channel is being asked"),
}


def where_of(order: Order) -> Text:
    """Where an order on its way is."""
    return WHERE[order.state]


def expected_of(order: Order, promise: Ruled | None) -> date | None:
    """By when an order should be with us, or None where no promise is known."""
    sent = order.sent_at or order.opened_at
    return promised_from(sent.date(), promise)


def promised_from(day: date, promise: Ruled | None) -> date | None:
    """The day that a promise in workdays gives, counted from a day."""
    return add_workdays(day, promise.number).day if promise is not None else None
