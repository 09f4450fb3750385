"""Tries to pay that did not succeed, newest first, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language
from mingzhang.basics.refusal import Refusal
from mingzhang.books.evidence import Event
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name, failure_words
from mingzhang.doors.frame.presenting.refusals import RefusalView, refusal_view
from mingzhang.doors.frame.presenting.sentences import full_stop
from mingzhang.money.collection.kinds import FAILURES

FAILED_TO_PAY = ("PAYMENT_REFUSED", "PAYMENT_FAILED")
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Try:
    """One try: when, through which channel, and why it did not succeed."""

    at: str
    channel: str
    refusal: RefusalView


def failed_tries(events: Iterable[Event], language: Language) -> tuple[Try, ...]:
    """The newest tries to pay that failed among a person's events (given oldest first)."""
    found = [one for one in events if one.kind in FAILED_TO_PAY]
    return tuple(_try(one, language) for one in reversed(found[-SHOWN:]))


def _try(event: Event, language: Language) -> Try:
    return Try(
        at=dates.moment(event.happened_at, language),
        channel=channel_name(event.channel),
        refusal=_failure(event, language) or _refusal(event, language),
    )


def _refusal(event: Event, language: Language) -> RefusalView:
    facts = {name: value for name, value in event.detail.items() if isinstance(value, str | int | bool)}
    code = str(facts.pop("code", event.kind))
    return refusal_view(Refusal(code, facts), language)


def _failure(event: Event, language: Language) -> RefusalView | None:
    """What a bank or channel says of a payment that it did not make; None where the reason is one of our refusals."""
    code = str(event.detail.get("code", ""))
    if event.kind != "PAYMENT_FAILED" or code not in FAILURES:
        return None
    what = full_stop(failure_words(code, language), language)
    return RefusalView(code=code, what=what, do=_("没有扣钱；如果看到扣款，会原路退回。"), retry="")
