"""Writing contributions: what is declared and due, and what is paid; one topic per file."""

from mingzhang.money.contributions.operations.assessing import assess_month, declare_base, declare_bases
from mingzhang.money.contributions.operations.late_price import take_quote
from mingzhang.money.contributions.operations.reassessing import assess_people, cancel_after_leaving
from mingzhang.money.contributions.operations.receiving import (
    lock_months,
    payable,
    post_receipt,
    receive,
    receive_employers_month,
    receive_people_month,
    record_receipt,
    take_in,
    take_in_many,
)
from mingzhang.money.contributions.operations.returning import PaidLine, mark_refunded, paid_lines, return_lines

__all__ = [
    "PaidLine",
    "assess_month",
    "assess_people",
    "cancel_after_leaving",
    "declare_base",
    "declare_bases",
    "lock_months",
    "mark_refunded",
    "paid_lines",
    "payable",
    "post_receipt",
    "receive",
    "receive_employers_month",
    "receive_people_month",
    "record_receipt",
    "return_lines",
    "take_in",
    "take_in_many",
    "take_quote",
]
