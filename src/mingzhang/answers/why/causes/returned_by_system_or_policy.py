"""C85: the payment goes back for a ground of the system or of policy, with its number. 系统或政策原因退费"""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Text
from mingzhang.answers.why.refunding import refund_follows, refunded_for

GROUNDS = {
    "BATCH": Text("批次扣错", "a whole batch was taken wrongly"),
    "OVERPAID": Text("多缴", "more was paid than was due"),
    "NEVER_CAME": Text("入账后发现款项未到账", "the payment was booked and its money never came"),
    "STOPPED_BEFORE_BENEFIT": Text("待遇开始前停保", "the coverage ended before benefit began"),
    "DIED_BEFORE_BENEFIT": Text("待遇开始前去世", "death before benefit began"),
}


def check(facts: Facts) -> Verdict:
    """Proved by a refund whose reason is a batch, an overpayment, or an end before benefit began."""
    found = refunded_for(facts, *GROUNDS)
    if not isinstance(found, Proved):
        return found
    last = facts.money_in.refunds_for(*GROUNDS)[-1]
    return Proved(
        found.evidence,
        {**found.figures, "ground": GROUNDS[last.reason]},
        since=found.since,
        amount_fen=found.amount_fen,
        expected=found.expected,
    )


CAUSE = Cause(
    id="C85",
    name="returned_by_system_or_policy",
    symptoms=("PREF",),
    rank=53,
    reads=("collection.refund",),
    title=Text("系统或政策原因退费", "Returned by the system or by policy"),
    check=check,
    proved=Text(
        "{ground}，{amount_fen} 元退回（退费号 {number}）：{stage}[（{finished}）][，预计 {expected} 前]",
        "Ground: {ground}; refund no. {number} of {amount_fen} yuan {stage}[ ({finished})][, by {expected}]",
    ),
    refuted=Text("没有因系统或政策原因退回的缴费", "No payment went back for a ground of the system or of policy"),
    remedy=refund_follows,
)
