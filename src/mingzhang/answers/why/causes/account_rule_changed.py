"""C21: a change of policy changed what is credited to this person. 政策调整"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence, Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

NO_CREDIT = Text("没有划入记录，谈不上因政策改变", "Nothing was credited, so no change can have lowered it")


def check(facts: Facts) -> Verdict:
    """Proved only when the same month computed under the old and the new rule gives different amounts."""
    if not any(item.state == "posted" for item in facts.items):
        return Refuted(says=NO_CREDIT)
    changed = facts.rules.account_changed
    if changed is None:
        missing = facts.rules.unknown.get("account")
        return Refuted() if "account" in facts.rules.compared else Unknown({"missing": missing})
    if changed.before_fen == changed.after_fen:
        return Refuted()
    figures: Figures = {"on": changed.changed_on, "before_fen": changed.before_fen, "after_fen": changed.after_fen}
    last = [item for item in facts.items if item.state == "posted"][-1]
    evidence = [citing.item(last)]
    for rule in (changed.before, changed.after):
        if rule is not None:
            says = Text(
                f"{rule.document} {rule.article}（{rule.starts} 起）", f"{rule.document} {rule.article} ({rule.starts})"
            )
            evidence.append(Evidence("policy.rule", rule.key, says))
    gap = changed.after_fen - changed.before_fen
    return Proved(tuple(evidence), figures, since=changed.changed_on, amount_fen=gap, rule=changed.after)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule."""
    return nothing_to_do(
        Text("点开“规定”可看新旧两个条文", "Open “rule” to read the old and the new article"),
        then=Text("以后每月按新规定划入 {after_fen} 元", "From now on {after_fen} yuan a month").filled(proved.figures),
    )


CAUSE = Cause(
    id="C21",
    name="account_rule_changed",
    symptoms=("Z0", "LESS", "NOMON", "NOQ", "PAY0", "DASH"),
    rank=55,
    reads=("accounts.item", "policy.account"),
    title=Text("政策调整了划入标准", "A change of policy changed the credit"),
    check=check,
    proved=Text(
        "{on} 起政策调整：同样的一个月，原来划入 {before_fen} 元，现在 {after_fen} 元",
        "Policy changed on {on}: the same month gave {before_fen} yuan before and gives {after_fen} now",
    ),
    refuted=Text("按新旧规定重算，金额相同", "Computed under the old and the new rule, the amount is the same"),
    unknown=Text(
        "旧规定没有入库[（{missing}）]，不能重算比较", "The earlier rule is not on file[ ({missing})], so no comparison"
    ),
    remedy=remedy,
    ask=Text("拨打 12393 询问调整前的划入标准", "Ask 12393 for the earlier standard"),
)
