"""C82: the same months were paid twice, and one payment goes back. 重复缴费"""

from __future__ import annotations

from dataclasses import replace

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Text
from mingzhang.answers.why.refunding import paid_twice, refund_follows, refunded_for, with_more
from mingzhang.answers.why.words import Figures

NOT_YET_BACK = Text(
    "{months} 缴了两次（最近一笔 {at}，{amount_fen} 元），重复的一笔应退",
    "{months} were paid twice (the last time {at}, {amount_fen} yuan); one payment goes back",
)


def check(facts: Facts) -> Verdict:
    """Proved by a refund for a double payment, or by two payments in full for the same month."""
    twice = paid_twice(facts)
    shown = tuple(map(citing.receipt, twice))
    refunded = refunded_for(facts, "DUPLICATE")
    if isinstance(refunded, Proved):
        return replace(refunded, evidence=with_more(refunded.evidence, shown))
    if not twice:
        return refunded
    last = twice[-1]
    figures: Figures = {
        "months": tuple(sorted({line.month for line in last.lines})),
        "at": last.received_at,
        "amount_fen": last.amount_fen,
    }
    return Proved(shown, figures, says=NOT_YET_BACK, since=last.received_at.date(), amount_fen=last.amount_fen)


CAUSE = Cause(
    id="C82",
    name="paid_twice",
    symptoms=("PREF",),
    rank=51,
    reads=("collection.refund", "contributions.receipt"),
    title=Text("重复缴费", "Paid twice"),
    check=check,
    proved=Text(
        "{months} 重复缴费，{amount_fen} 元退回：{stage}[（{finished}）][，预计 {expected} 前]",
        "{months} were paid twice; the refund of {amount_fen} yuan {stage}[ ({finished})][, by {expected}]",
    ),
    refuted=Text("没有同一月份缴两次的记录", "No month was paid twice"),
    remedy=refund_follows,
)
