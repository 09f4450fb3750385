"""C36: the card was not read before the bill was closed, so it was paid in cash. 未刷成功"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import happened
from mingzhang.answers.why.bills import asked_institution
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import institution_acts


def check(facts: Facts) -> Verdict:
    """Proved by a failed swipe recorded lately."""
    return happened(facts, "FAILED_SWIPE")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The institution settles again; else the papers are kept for a claim."""
    return institution_acts(
        asked_institution(facts),
        Text(
            "请收费处撤销自费结算，用医保码或卡重新结算", "Have the cash settlement withdrawn and settled again by card"
        ),
        Text("不能重结的，保留发票和清单申请零星报销", "If that fails keep invoice and list for a manual claim"),
        then=Text("重新结算后统筹和个人账户照常支付", "Funds and account then pay as usual"),
    )


CAUSE = Cause(
    id="C36",
    name="swipe_failed",
    symptoms=("PAY0", "PAYF"),
    rank=36,
    reads=("evidence.event",),
    title=Text("刷卡没有成功", "The swipe failed"),
    check=check,
    proved=Text("{at} 刷卡没有成功（最近 {count} 次）", "{at}: the swipe failed ({count} times lately)"),
    refuted=Text("没有刷卡失败的记录", "No failed swipe was recorded"),
    remedy=remedy,
)
