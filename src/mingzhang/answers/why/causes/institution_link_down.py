"""C47: the hospital's or pharmacy's own link to the centre was down. 机构网络或系统故障"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.at_the_doors import touching
from mingzhang.answers.why.bills import asked_institution
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import institution_acts
from mingzhang.answers.why.words import Figures
from mingzhang.books.evidence import Outage


def check(facts: Facts) -> Verdict:
    """Proved by an outage of the link of an institution at which the person was at that time."""
    for window in reversed(facts.outages):
        if window.module != "institution_link":
            continue
        events = [event for event in facts.events if event.institution_id == window.institution_id]
        refused = facts.refusal if _at(facts, window) else None
        moments = [event.happened_at for event in events] + ([refused.received_at] if refused is not None else [])
        at = touching(window, tuple(moments))
        if at is None:
            continue
        figures: Figures = {"at": at, "start": window.starts_at, "end": window.ends_at, "note": window.note}
        met = tuple(citing.event(event) for event in events if event.happened_at == at)
        return Proved((citing.outage(window), *met), figures, since=window.starts_at.date())
    return Refuted()


def _at(facts: Facts, window: Outage) -> bool:
    institution = asked_institution(facts)
    return institution is not None and institution.id == window.institution_id


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Try again, go elsewhere, and have a half-done payment taken back."""
    return institution_acts(
        asked_institution(facts),
        Text("恢复后原样重试；一笔只会扣一次", "Try again afterwards; a payment is taken once only"),
        Text("着急可换一家定点机构", "Or go to another designated institution"),
        then=Text("网络恢复后可正常刷卡", "The card works once the link is back"),
    )


CAUSE = Cause(
    id="C47",
    name="institution_link_down",
    symptoms=("PAYF", "HASBAL"),
    rank=92,
    reads=("evidence.outage", "evidence.event", "evidence.request"),
    title=Text("机构网络中断", "The institution's link was down"),
    check=check,
    proved=Text(
        "{at} 就诊机构的医保专线中断（{start} 起[，至 {end}]）：{note}",
        "{at}: the link was down (from {start}[ to {end}]): {note}",
    ),
    refuted=Text("没有机构网络中断与您的就诊重合", "No outage of an institution's link touches your visits"),
    remedy=remedy,
)
