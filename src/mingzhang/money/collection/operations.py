"""Writing collection, by the names that doors and answers use; each verb stands in its drawer."""

from mingzhang.money.collection.documents.issuing import issue_for_person, issue_for_receipt, note_push, note_shown
from mingzhang.money.collection.orders.agreements import end_agreement, sign_agreement
from mingzhang.money.collection.orders.moving import (
    accept_order,
    fail_order,
    hear,
    mark_unknown,
    post_order,
    send_order,
    settle,
)
from mingzhang.money.collection.orders.opening import open_order
from mingzhang.money.collection.refunds.asking import refund
from mingzhang.money.collection.refunds.reviewing import review_refund
from mingzhang.money.collection.refunds.sending import answer_refund, send_refund

__all__ = [
    "accept_order",
    "answer_refund",
    "end_agreement",
    "fail_order",
    "hear",
    "issue_for_person",
    "issue_for_receipt",
    "mark_unknown",
    "note_push",
    "note_shown",
    "open_order",
    "post_order",
    "refund",
    "review_refund",
    "send_order",
    "send_refund",
    "settle",
    "sign_agreement",
]
