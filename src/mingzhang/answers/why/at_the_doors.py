"""What the causes about doors share: events of one kind, and outages that touch a moment at which the person looked."""

from __future__ import annotations

from datetime import datetime

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Text
from mingzhang.answers.why.words import Figures
from mingzhang.books.evidence import Outage

SHOWN_TO_PEOPLE = ("platform", "portal", "bank_link")
TAKING_PAYMENTS = ("platform", "payment", "bank_link", "tax_link", "shared_platform")
SHOWING_PAYMENTS = ("platform", "portal", "channel", "payment", "tax_link", "shared_platform")
NONE_LATELY = Text("最近 30 天没有这样的记录", "Nothing of the kind was recorded in the last 30 days")


def happened(facts: Facts, kind: str) -> Verdict:
    """Proved when such an event was recorded lately; `at`, `channel` and `count` are told of the last one."""
    found = facts.events_of(kind)
    if not found:
        return Refuted(says=NONE_LATELY)
    last = found[-1]
    figures: Figures = {"at": last.happened_at, "channel": last.channel, "count": len(found)}
    return Proved(tuple(map(citing.event, found)), figures, since=found[0].happened_at.date())


def touching(window: Outage, moments: tuple[datetime, ...]) -> datetime | None:
    """The last of the moments that lies in an outage."""
    ended = window.ends_at
    inside = [at for at in moments if window.starts_at <= at and (ended is None or at < ended)]
    return max(inside, default=None)


def looked_during(facts: Facts, *, planned: bool) -> Verdict:
    """Proved when the person looked, was refused or asks now while a module that people see did not answer."""
    for window in reversed(facts.outages):
        if window.planned != planned or window.module not in SHOWN_TO_PEOPLE:
            continue
        at = touching(window, facts.moments)
        if at is not None:
            figures: Figures = {"at": at, "start": window.starts_at, "end": window.ends_at, "note": window.note}
            return Proved((citing.outage(window),), figures, since=window.starts_at.date())
    return Refuted()


def down_at(facts: Facts, modules: tuple[str, ...]) -> Verdict:
    """Proved when one of these modules did not answer, planned or not, at a moment at which the person tried."""
    for window in reversed(facts.outages):
        at = touching(window, facts.moments) if window.module in modules else None
        if at is not None:
            figures: Figures = {"at": at, "start": window.starts_at, "end": window.ends_at, "note": window.note}
            return Proved((citing.outage(window),), figures, since=window.starts_at.date())
    return Refuted()
