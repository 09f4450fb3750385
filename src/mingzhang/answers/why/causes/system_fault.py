"""C29: the person looked while a system was down unplanned. 系统故障"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import looked_during
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts


def check(facts: Facts) -> Verdict:
    """Proved by an incident that touches a look-up, a refusal or this moment."""
    return looked_during(facts, planned=False)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The operator repairs; the person tries later."""
    return operator_acts(
        Text("稍后再查；仍不行请拨 12393 并说明时间", "Look again later; else call 12393 and tell the time"),
        then=Text("恢复后显示最新余额；故障不影响账户里的钱", "The balance is shown again; the money is not touched"),
    )


CAUSE = Cause(
    id="C29",
    name="system_fault",
    symptoms=("DASH", "NOQ"),
    rank=91,
    reads=("evidence.outage", "evidence.lookup", "evidence.event"),
    title=Text("系统故障", "System fault"),
    check=check,
    proved=Text(
        "{at} 查询时系统发生故障（{start} 起[，至 {end}]）：{note}", "{at}: a fault from {start}[ to {end}]: {note}"
    ),
    refuted=Text("查询时系统正常", "The systems answered when you looked"),
    remedy=remedy,
)
