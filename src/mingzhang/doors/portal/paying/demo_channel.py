"""The channel's side in the demonstration: no money moves, and the reader chooses how it answers.

It speaks through the same verbs as a real channel's messages do, so that each state of an order can be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.collection.operations import accept_order, fail_order, post_order
from mingzhang.money.collection.orders.records import Order, Party, Said

CHANNEL = "demo"
ANSWERS: Mapping[str, str | Promise] = {
    "at_once": _("马上到账"),
    "slowly": _("先收下，过一会儿才到账"),
    "never": _("一直没有回音"),
    "refuses": _("银行说余额不足"),
}
WITHOUT_MONEY = "INSUFFICIENT"
BY = "演示"


def answer_sending(connection: Connection, order: Order, demo_answer: str, *, now: datetime) -> Order | Refusal:
    """What the channel says when an order reaches it."""
    if demo_answer == "at_once":
        return _pass_on(connection, order, now)
    if demo_answer == "slowly":
        return accept_order(connection, order.region, order.id, said=_said("channel", order, now), now=now)
    if demo_answer == "refuses":
        said = Said("bank", BY, now, code=WITHOUT_MONEY)
        return fail_order(connection, order.region, order.id, said=said, now=now)
    return order


def answer_asking(connection: Connection, order: Order, demo_answer: str, *, now: datetime) -> Order | Refusal:
    """What the channel says when it is asked about an order: a slow one has passed the money on meanwhile."""
    return _pass_on(connection, order, now) if demo_answer == "slowly" else order


def _pass_on(connection: Connection, order: Order, now: datetime) -> Order | Refusal:
    for party in ("channel", "bank"):
        heard = accept_order(connection, order.region, order.id, said=_said(party, order, now), now=now)
        if isinstance(heard, Refusal):
            return heard
    return post_order(connection, order.region, order.id, said=_said("tax", order, now), now=now)


def _said(party: Party, order: Order, now: datetime) -> Said:
    return Said(party, BY, now, serial=f"DEMO{order.number}")
