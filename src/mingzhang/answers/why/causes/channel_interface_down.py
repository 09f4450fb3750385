"""C89: the platform or its interface to the channels was down when the person looked. 平台或接口维护"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import SHOWING_PAYMENTS, down_at
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import CONTRIBUTIONS, operator_acts


def check(facts: Facts) -> Verdict:
    """Proved by an outage of what shows payments that touches a look-up, a try or this moment."""
    return down_at(facts, SHOWING_PAYMENTS)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait for the end; the payment itself is not touched."""
    return operator_acts(
        Text("等恢复[（{end}）]后再查，避开高峰", "Look again after that[ ({end})]").filled(proved.figures),
        then=Text("缴费记录照常显示；维护不影响已缴的钱", "The payments are shown again; money paid is not touched"),
        page=CONTRIBUTIONS,
    )


CAUSE = Cause(
    id="C89",
    name="channel_interface_down",
    symptoms=("PNF",),
    rank=46,
    reads=("evidence.outage", "evidence.lookup", "evidence.event"),
    title=Text("平台或接口维护", "The platform or interface was down"),
    check=check,
    proved=Text(
        "{at} 查询时平台或接口不能使用（{start} 起[，至 {end}]）：{note}",
        "{at} lies in an outage of platform or interface (from {start}[ to {end}]): {note}",
    ),
    refuted=Text("查询时平台和接口正常", "Platform and interface worked when you looked"),
    remedy=remedy,
)
