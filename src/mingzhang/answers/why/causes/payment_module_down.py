"""C77: the systems that take payments were down when the person tried. 缴费系统维护或故障"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import TAKING_PAYMENTS, down_at
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, operator_acts


def check(facts: Facts) -> Verdict:
    """Proved by an outage of a paying module that touches a try, a look-up or this moment."""
    return down_at(facts, TAKING_PAYMENTS)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait for the end; a payment in doubt is never charged twice."""
    return operator_acts(
        Text("等恢复[（{end}）]后再缴，不要重复付款", "Pay after it is back[ ({end})]; do not pay twice").filled(
            proved.figures
        ),
        Text(
            "因系统原因错过截止日的，不影响您的待遇，可要求核对",
            "A deadline missed for this reason is not held against you; ask",
        ),
        then=Text("恢复后即可缴费", "Payment works again afterwards"),
        page=PAY,
    )


CAUSE = Cause(
    id="C77",
    name="payment_module_down",
    symptoms=("PREM",),
    rank=30,
    reads=("evidence.outage", "evidence.event", "evidence.lookup"),
    title=Text("缴费系统维护或故障", "The payment system was down"),
    check=check,
    proved=Text(
        "{at} 缴费系统不能使用（{start} 起[，至 {end}]）：{note}",
        "{at} lies in an outage of the payment systems (from {start}[ to {end}]): {note}",
    ),
    refuted=Text("缴费时系统正常", "The payment systems worked when you tried"),
    remedy=remedy,
)
