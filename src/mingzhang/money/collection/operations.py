"""Writing collection, by the names that doors and answers use; each verb stands in its drawer."""

from mingzhang.money.collection.channels.answers import keep_answer, take_answer, take_kept_answer
from mingzhang.money.collection.channels.bank import send_batch
from mingzhang.money.collection.channels.keys import end_key, set_key
from mingzhang.money.collection.channels.notices import clear_nonces, take_call
from mingzhang.money.collection.documents.issuing import issue_for_person, issue_for_receipt, note_push, note_shown
from mingzhang.money.collection.orders.agreements import end_agreement, sign_agreement
from mingzhang.money.collection.orders.asking import resolve_order
from mingzhang.money.collection.orders.debiting import open_debits
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
from mingzhang.money.collection.reconciling.closing import close_difference, send_second_back
from mingzhang.money.collection.reconciling.comparing import reconcile
from mingzhang.money.collection.reconciling.importing import import_bill, read_bill
from mingzhang.money.collection.refunds.asking import refund
from mingzhang.money.collection.refunds.finding import find_two_schemes
from mingzhang.money.collection.refunds.reviewing import review_refund
from mingzhang.money.collection.refunds.sending import answer_refund, send_refund

__all__ = [
    "accept_order",
    "answer_refund",
    "clear_nonces",
    "close_difference",
    "end_agreement",
    "end_key",
    "fail_order",
    "find_two_schemes",
    "hear",
    "import_bill",
    "issue_for_person",
    "issue_for_receipt",
    "keep_answer",
    "mark_unknown",
    "note_push",
    "note_shown",
    "open_debits",
    "open_order",
    "post_order",
    "read_bill",
    "reconcile",
    "refund",
    "resolve_order",
    "review_refund",
    "send_batch",
    "send_order",
    "send_refund",
    "send_second_back",
    "set_key",
    "settle",
    "sign_agreement",
    "take_answer",
    "take_call",
    "take_kept_answer",
]
