"""Writing contributions: what is declared and due, and what is paid; one topic per file."""

from mingzhang.money.contributions.operations.assessing import assess_month, declare_base, declare_bases
from mingzhang.money.contributions.operations.receiving import (
    post_receipt,
    receive,
    receive_employers_month,
    receive_people_month,
    record_receipt,
)

__all__ = [
    "assess_month",
    "declare_base",
    "declare_bases",
    "post_receipt",
    "receive",
    "receive_employers_month",
    "receive_people_month",
    "record_receipt",
]
