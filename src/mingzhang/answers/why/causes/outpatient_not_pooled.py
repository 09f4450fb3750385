"""C58: for this scheme and place, pooled money does not pay ordinary outpatient care. 门诊不统筹"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

OTHER_BENEFIT = Text("这张账单不是普通门诊", "The bill is not for ordinary outpatient care")


def check(facts: Facts) -> Verdict:
    """Proved by the region's rule for this scheme and kind of institution."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    if bill.benefit != "outpatient":
        return Refuted(says=OTHER_BENEFIT)
    rule = facts.rules.pooled_outpatient
    if rule is None:
        return Unknown()
    figures: Figures = {"scheme": bill.scheme}
    if rule.value:
        return Refuted(figures)
    says = Text("{scheme}在这类机构的普通门诊不由统筹支付", "{scheme}: pooled money does not pay here").filled(figures)
    return Proved(
        (citing.rule(rule.citation, says), citing.bill(bill, says)), figures, since=bill.service_on, rule=rule.citation
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule; another kind of institution may be paid."""
    return nothing_to_do(
        Text("可到选定的基层医疗机构就诊", "Go to the chosen primary care institution"),
        then=Text("基层机构的普通门诊按比例报销", "Primary care is paid at its rate"),
    )


CAUSE = Cause(
    id="C58",
    name="outpatient_not_pooled",
    symptoms=("NOREIMB", "PAY0"),
    rank=56,
    reads=("visits.settlement", "policy.outpatient.pooled_exists"),
    title=Text("这类门诊统筹不支付", "This outpatient care is not pooled"),
    check=check,
    proved=Text(
        "按当地规定，{scheme}在这类机构的普通门诊统筹不支付", "By rule, {scheme} does not pay outpatient care here"
    ),
    refuted=Text("{scheme}的普通门诊由统筹按比例支付", "{scheme} pays ordinary outpatient care at its rate"),
    unknown=Text("当地普通门诊的统筹规定没有入库", "The region's outpatient rule is not on file"),
    remedy=remedy,
    ask=Text("拨打 12393 询问普通门诊待遇", "Ask 12393 about outpatient benefit"),
)
