"""C60: a hospital of a higher level has a lower rate than primary care. 级别越高比例越低"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

SAME = Text(
    "基层的比例 {community_bp} 不高于这里的 {here_bp}", "Primary care's rate, {community_bp}, is not above {here_bp}"
)


NO_RATE = Text(
    "这张账单没有基金按比例支付，与级别无关", "No fund paid this bill by a rate, so the level does not matter"
)


def check(facts: Facts) -> Verdict:
    """Proved when policy gives the same person a higher rate in primary care on the same day."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    if not any(layer.bands for layer in bill.outcome.layers):
        return Refuted(says=NO_RATE)
    here, community = facts.rules.rate_here, facts.rules.community_rate
    if here is None or community is None:
        return Unknown()
    figures: Figures = {
        "here_bp": here.rate_bp,
        "community_bp": community.rate_bp,
        "level": bill.institution.level if bill.institution is not None else None,
    }
    if community.rate_bp <= here.rate_bp:
        return Refuted(figures, says=SAME)
    says = Text("这里 {here_bp}，基层 {community_bp}", "{here_bp} here, {community_bp} in primary care").filled(figures)
    evidence = (citing.rule(here.source, says), citing.bill(bill, says))
    return Proved(evidence, figures, since=bill.service_on, rule=here.source)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person may go to primary care first."""
    return nothing_to_do(
        Text("小病先到基层机构，比例为 {community_bp}", "For small illness go to primary care: {community_bp}").filled(
            proved.figures
        ),
        then=Text("同样的费用，基层多报销一些", "The same cost is paid at the higher rate there"),
    )


CAUSE = Cause(
    id="C60",
    name="higher_level_lower_rate",
    symptoms=("NOREIMB",),
    rank=79,
    reads=("visits.settlement", "policy.outpatient.rate", "policy.inpatient.rate"),
    title=Text("级别高，比例低", "Higher level, lower rate"),
    check=check,
    proved=Text(
        "[{level}]报销 {here_bp}，基层为 {community_bp}",
        "[{level}: ]{here_bp} is paid; primary care has {community_bp}",
    ),
    refuted=Text("没有因级别降低比例", "The level did not lower the rate"),
    unknown=Text("各级别的比例没有入库，不能比较", "The rates by level are not on file"),
    remedy=remedy,
    ask=Text("在“规定”页查看各级别比例", "See the rates by level under “Rules”"),
)
