"""The collection desk 征缴: orders on their way, the bank's files, channels' bills and what differs, refunds."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from mingzhang.books.database import Connection
from mingzhang.doors.counter.access.desk import Desk
from mingzhang.doors.counter.area import Area, Waiting
from mingzhang.doors.counter.views.collecting.bank import (
    answer_in,
    batch,
    batch_file,
    batches,
    make_batch,
    open_debits,
)
from mingzhang.doors.counter.views.collecting.bills import bill, bills, close, import_in
from mingzhang.doors.counter.views.collecting.orders import mark_silent, order, orders
from mingzhang.doors.counter.views.collecting.refunds import answer, ask_back, refund, refunds, review, send
from mingzhang.money.collection import queries


def waiting(connection: Connection, desk: Desk) -> Sequence[Waiting]:
    """Orders that nobody answered, differences that are open, refunds to be checked and to be sent."""
    orders_in = {one.state: one.orders for one in queries.state_counts(connection, desk.region)}
    refunds_in = {state: count for state, (count, _fen) in queries.refund_counts(connection, desk.region).items()}
    open_ones = queries.open_difference_count(connection, desk.region)
    unknown, index = orders_in.get("unknown", 0), reverse("counter:collecting:index")
    pages = reverse("counter:collecting:refunds")
    lines = [
        Waiting(_("结果未知的缴费单"), unknown, unknown, f"{index}?show=unknown"),
        Waiting(_("对账差异"), open_ones, 0, reverse("counter:collecting:bills")),
    ]
    if desk.may("checker"):
        lines.append(Waiting(_("等我复核的退费"), refunds_in.get("asked", 0), 0, f"{pages}?show=asked"))
    if desk.may("finance"):
        failed = refunds_in.get("failed", 0)
        to_send = refunds_in.get("reviewed", 0) + failed
        lines.append(Waiting(_("等付款的退费"), to_send, failed, f"{pages}?show=to_send"))
    return [line for line in lines if line.count]


AREA = Area(
    name="collecting",
    title=_("征缴"),
    roles=frozenset({"clerk", "checker", "finance", "supervisor"}),
    urlpatterns=[
        path("", orders, name="index"),
        path("silent", mark_silent, name="silent"),
        path("orders/<str:number>", order, name="order"),
        path("bank/", batches, name="batches"),
        path("bank/debits", open_debits, name="open_debits"),
        path("bank/make", make_batch, name="make_batch"),
        path("bank/answer", answer_in, name="answer_in"),
        path("bank/<row:batch_id>", batch, name="batch"),
        path("bank/<row:batch_id>/file", batch_file, name="batch_file"),
        path("bills/", bills, name="bills"),
        path("bills/import", import_in, name="import"),
        path("bills/<row:bill_id>", bill, name="bill"),
        path("differences/<row:difference_id>/close", close, name="close"),
        path("differences/<row:difference_id>/refund", ask_back, name="ask_back"),
        path("refunds/", refunds, name="refunds"),
        path("refunds/<row:refund_id>", refund, name="refund"),
        path("refunds/<row:refund_id>/review", review, name="review"),
        path("refunds/<row:refund_id>/send", send, name="send"),
        path("refunds/<row:refund_id>/answer", answer, name="answer"),
    ],
    order=30,
    icon="list",
    waiting=waiting,
)
