"""C83: the same time was paid under the employee and the resident scheme, and one goes back. 职工与居民重复缴费"""

from __future__ import annotations

from dataclasses import replace

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Text
from mingzhang.answers.why.refunding import both_schemes, refund_follows, refunded_for, with_more

CAN_BE_ASKED = Text(
    "同一时间缴了职工医保和居民医保（{at}，{amount_fen} 元），居民部分可申请退费",
    "The same time was paid under both schemes ({at}, {amount_fen} yuan); the resident part can be refunded",
)


def check(facts: Facts) -> Verdict:
    """Proved by a refund for the second scheme, or by payments of both schemes for the same months."""
    both = both_schemes(facts)
    shown = tuple(map(citing.receipt, both))
    refunded = refunded_for(facts, "TWO_SCHEMES")
    if isinstance(refunded, Proved):
        return replace(refunded, evidence=with_more(refunded.evidence, shown))
    residents = [paid for paid in both if any(line.scheme == "resident" for line in paid.lines)]
    if not residents:
        return refunded
    last = residents[-1]
    rule = facts.rules.duplicate_refundable
    return Proved(
        shown,
        {"at": last.received_at, "amount_fen": last.amount_fen},
        says=CAN_BE_ASKED,
        since=last.received_at.date(),
        amount_fen=last.amount_fen,
        rule=rule.citation if rule is not None else None,
    )


CAUSE = Cause(
    id="C83",
    name="two_schemes_paid",
    symptoms=("PREF",),
    rank=52,
    reads=("collection.refund", "contributions.receipt", "policy.contribution.duplicate_refundable"),
    title=Text("职工与居民重复缴费", "Both schemes paid"),
    check=check,
    proved=Text(
        "已参加职工医保，居民医保缴的 {amount_fen} 元退回：{stage}[（{finished}）][，预计 {expected} 前]",
        "The employee scheme covers you; the refund of {amount_fen} yuan {stage}[ ({finished})][, by {expected}]",
    ),
    refuted=Text("没有同一时间缴两种医保的记录", "No time was paid under both schemes"),
    remedy=refund_follows,
)
