"""C28: the person looked during planned maintenance. 系统维护"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import looked_during
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts


def check(facts: Facts) -> Verdict:
    """Proved by a planned window that touches a look-up, a refusal or this moment."""
    return looked_during(facts, planned=True)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait for the window's end."""
    return operator_acts(
        Text("等维护结束[（{end}）]再查", "Look again after the maintenance[ ({end})]").filled(proved.figures),
        then=Text("结束后显示最新余额；维护不影响账户里的钱", "The balance is shown again; the money is not touched"),
    )


CAUSE = Cause(
    id="C28",
    name="planned_maintenance",
    symptoms=("Z0", "DASH", "NOQ", "PAY0", "NOMON"),
    rank=90,
    reads=("evidence.outage", "evidence.lookup", "evidence.event"),
    title=Text("系统维护", "Planned maintenance"),
    check=check,
    proved=Text(
        "{at} 查询时系统正在维护（{start} 起[，至 {end}]）：{note}",
        "{at} lies in planned maintenance (from {start}[ to {end}]): {note}",
    ),
    refuted=Text("查询时没有维护", "There was no maintenance when you looked"),
    remedy=remedy,
)
