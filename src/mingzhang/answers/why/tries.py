"""What the causes about paying share: tries to pay that were refused lately, by their code, and how to cite them."""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence
from mingzhang.books.evidence import Event
from mingzhang.money.collection.orders.records import Order

REFUSED, FAILED = "PAYMENT_REFUSED", "PAYMENT_FAILED"
FILTER_HID = "FILTER_HID_RECORDS"
BANK_SHORT = ("INSUFFICIENT",)
BANK_FAULT = ("INVALID_ACCOUNT", "ACCOUNT_FROZEN", "LIMIT_EXCEEDED", "BANK_ERROR", "NEVER_CAME")


def refused_tries(facts: Facts, *codes: str) -> tuple[Event, ...]:
    """The tries of the last days to pay for this person that were refused or failed with one of these codes."""
    return tuple(event for event in facts.events_of(REFUSED, FAILED) if event.detail.get("code") in codes)


def cited(tries: tuple[Event, ...]) -> tuple[Evidence, ...]:
    """The tries as evidence."""
    return tuple(map(citing.event, tries))


def failed_and_owed(facts: Facts, *codes: str) -> tuple[Order, ...]:
    """The orders that failed with one of these codes and of whose months something is still missing."""
    owed = {(month.scheme, month.month) for month in facts.months if month.missing_fen > 0}
    failed = (order for order in facts.money_in.orders if order.state == "failed" and order.code in codes)
    return tuple(order for order in failed if any((line.scheme, line.month) in owed for line in order.lines))
