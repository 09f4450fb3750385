"""C61: a change of policy changed what the funds pay of this bill. 待遇政策调整"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved only when the same bill settled under the earlier and the present rules gives different amounts."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    changed = facts.rules.bill_changed
    if changed is None:
        missing = facts.rules.unknown.get("bill")
        return Refuted() if "bill" in facts.rules.compared else Unknown({"missing": missing})
    if changed.before_fen == changed.after_fen:
        return Refuted()
    figures: Figures = {"on": changed.changed_on, "before_fen": changed.before_fen, "after_fen": changed.after_fen}
    says = Text("旧规定 {before_fen} 元，新规定 {after_fen} 元", "{before_fen} yuan before, {after_fen} now").filled(
        figures
    )
    gap = changed.after_fen - changed.before_fen
    evidence = (citing.bill(bill, says, gap),)
    return Proved(evidence, figures, since=changed.changed_on, amount_fen=gap, rule=changed.after)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule."""
    return nothing_to_do(
        Text("以就诊当天有效的规定为准", "The rules of the service day decide"),
        then=Text("点开“规定”可看条文和生效日期", "Open “rule” for the article and its date"),
    )


CAUSE = Cause(
    id="C61",
    name="bill_rule_changed",
    symptoms=("NOREIMB", "PAY0"),
    rank=57,
    reads=("visits.settlement", "policy"),
    title=Text("待遇政策调整", "A change of policy"),
    check=check,
    proved=Text(
        "{on} 起政策调整：同一张账单，原来统筹支付 {before_fen} 元，现在 {after_fen} 元",
        "Policy changed on {on}: the funds paid {before_fen} yuan of this bill before and {after_fen} now",
    ),
    refuted=Text("按新旧规定重算，统筹支付相同", "Under the old and the new rules the funds pay the same"),
    unknown=Text(
        "旧规定没有入库[（{missing}）]，不能重算比较",
        "The earlier rules are not on file[ ({missing})], so no comparison",
    ),
    remedy=remedy,
    ask=Text("拨打 12393 询问调整前的待遇", "Ask 12393 about the earlier benefit"),
)
