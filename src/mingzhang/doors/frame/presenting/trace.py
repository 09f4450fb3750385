"""A payment's way from the payer to the books: who has it since when, who not yet, and when somebody looks again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name, failure_words, party_of
from mingzhang.doors.frame.presenting.signs import ORDERS, RECEIVED, Sign
from mingzhang.money.collection.orders.records import Order, OrderEvent, Party
from mingzhang.money.contributions.records import Receipt

CHAIN: tuple[Party, ...] = ("payer", "channel", "bank", "tax", "agency")
PARTIES: dict[Party, str | Promise] = {
    "payer": gettext_lazy("缴费人"),
    "channel": gettext_lazy("缴费渠道"),
    "bank": gettext_lazy("银行"),
    "tax": gettext_lazy("税务"),
    "agency": gettext_lazy("医保经办机构"),
}
HAS_IT = ("accepted", "posted", "reversed")
TELLS_NOTHING = ("failed", "reversed")


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One party of the way: what it told and when; `waiting` marks the one that everybody waits for."""

    name: str
    says: str | Promise
    at: str
    sign: Sign
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class TraceView:
    """The way as steps, and in one sentence."""

    sign: Sign
    sentence: str
    steps: tuple[TraceStep, ...]


DONE = Sign(gettext_lazy("已收到"), "check", "good")
MISSING = Sign(gettext_lazy("还没有回音"), "clock", "care")
UNTOLD = Sign(gettext_lazy("没有告诉我们"), "ask", "rest")
LATER = Sign(gettext_lazy("还没轮到"), "none", "rest")
BROKEN = Sign(gettext_lazy("没有成"), "out", "stop")


def order_trace(order: Order, events: Sequence[OrderEvent], language: Language) -> TraceView:
    """The way of an order, by what each party told us."""
    steps = tuple(_steps(order, _heard(order, events), language))
    return TraceView(ORDERS[order.state], _sentence(order, steps, language), steps)


def receipt_trace(receipt: Receipt, language: Language) -> TraceView:
    """The way of a payment that came without an order: the channel had it, and the books have it or not yet."""
    posted = receipt.posted_at
    channel = TraceStep(channel_name(receipt.channel), DONE.word, dates.moment(receipt.received_at, language), DONE)
    if posted is not None:
        booked = TraceStep(str(PARTIES["agency"]), _("已入账"), dates.moment(posted, language), DONE)
        return TraceView(ORDERS["posted"], "", (channel, booked))
    waits = TraceStep(str(PARTIES["agency"]), MISSING.word, "", MISSING, waiting=True)
    sentence = _("%(who)s已收到，医保经办机构还没有入账。") % {"who": channel.name}
    return TraceView(RECEIVED, sentence, (channel, waits))


def _heard(order: Order, events: Sequence[OrderEvent]) -> dict[Party, datetime]:
    """When each party first said that it has the money, by its own clock."""
    told: dict[Party, datetime] = {"payer": order.opened_at}
    for event in events:
        if event.state_to in HAS_IT and event.party != "payer":
            told.setdefault(event.party, event.happened_at)
    if order.state == "posted" and order.settled_at is not None:
        told["agency"] = order.settled_at
    else:
        told.pop("agency", None)
    return told


def _chain(order: Order) -> tuple[Party, ...]:
    """The parties on this order's way: it begins at the channel's own place."""
    first = CHAIN.index(party_of(order.channel))
    return ("payer", *CHAIN[max(first, 1) :])


def _steps(order: Order, told: dict[Party, datetime], language: Language) -> Iterator[TraceStep]:
    chain = _chain(order)
    furthest = max(chain.index(party) for party in chain if party in told)
    for place, party in enumerate(chain):
        name = channel_name(order.channel) if place == 1 else str(PARTIES[party])
        if party in told:
            says = _("已入账") if party == "agency" else _("已下单") if party == "payer" else str(DONE.word)
            yield TraceStep(name, says, dates.moment(told[party], language), DONE)
        elif order.state in TELLS_NOTHING:
            yield TraceStep(name, *_after_the_end(order, place == furthest + 1, language))
        elif place < furthest:
            yield TraceStep(name, UNTOLD.word, "", UNTOLD)
        elif place == furthest + 1:
            yield TraceStep(name, MISSING.word, _next_check(order, language), MISSING, waiting=True)
        else:
            yield TraceStep(name, LATER.word, "", LATER)


def _after_the_end(order: Order, is_next: bool, language: Language) -> tuple[str | Promise, str, Sign]:
    """What stands at a party that no longer matters; the first of them says why."""
    if not is_next or order.state == "reversed":
        return LATER.word, "", LATER
    at = dates.moment(order.settled_at, language) if order.settled_at else ""
    return failure_words(order.code, language), at, BROKEN


def _next_check(order: Order, language: Language) -> str:
    if order.next_check_at is None:
        return ""
    return _("%(moment)s 再查一次") % {"moment": dates.moment(order.next_check_at, language)}


def _sentence(order: Order, steps: Sequence[TraceStep], language: Language) -> str:
    """Received by whom, not yet by whom, and when somebody looks again."""
    if order.state == "failed":
        return _("没有缴成：%(why)s。没有扣钱；如果看到扣款，会原路退回。") % {
            "why": failure_words(order.code, language)
        }
    waiting = next((place for place, step in enumerate(steps) if step.waiting), None)
    if waiting is None:
        return ""
    names = {"has": steps[waiting - 1].name, "waits": steps[waiting].name}
    return _("%(has)s已有，%(waits)s还没有回音。") % names + _next_check(order, language)
