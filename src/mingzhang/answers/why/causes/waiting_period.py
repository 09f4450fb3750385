"""C45: the waiting period was not over on the service day. 等待期"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved when the coverage grants benefit only from a later day."""
    found = facts.entitlement
    if found.code != "WAITING_PERIOD" or found.coverage is None:
        return Refuted({"day": facts.asked_day})
    figures: Figures = {
        "day": facts.asked_day,
        "from": found.coverage.entitled_from,
        "start": found.coverage.holds.start,
    }
    expected = found.coverage.entitled_from
    return Proved((citing.coverage(found.coverage),), figures, since=found.coverage.holds.start, expected=expected)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Keep paying; the clock runs."""
    return nothing_to_do(
        Text("继续按时缴费，不要再中断", "Keep paying without a break"),
        Text("等待期内个人账户的钱仍可使用", "The account's money can be used meanwhile"),
        then=Text("{from} 起享受统筹待遇", "Pooled benefit begins on {from}").filled(proved.figures),
    )


CAUSE = Cause(
    id="C45",
    name="waiting_period",
    symptoms=("PAYF", "NOREIMB"),
    rank=15,
    reads=("enrolment.coverage",),
    title=Text("待遇等待期", "Waiting period"),
    check=check,
    proved=Text(
        "{start} 参保，{from} 起才有待遇，{day} 还在等待期",
        "Covered from {start}, benefit from {from}; {day} lies before",
    ),
    refuted=Text("{day} 不在等待期", "{day} does not lie in a waiting period"),
    remedy=remedy,
)
