"""The one check behind the causes that say: by rule, this category has no personal account."""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do

HAS_ACCOUNT = Text("有个人账户，余额 {balance_fen} 元", "There is a personal account, holding {balance_fen} yuan")


def no_account_because(facts: Facts, reason: str) -> Verdict:
    """Proved when the account is denied for this reason; an account from earlier years refutes it."""
    view = facts.account
    if view.state != "no_account":
        return Refuted({"balance_fen": view.balance_fen}, says=HAS_ACCOUNT)
    if view.reason != reason:
        return Refuted()
    evidence = [citing.account(view)]
    if facts.coverage is not None:
        evidence.append(citing.coverage(facts.coverage))
    since = facts.coverage.holds.start if facts.coverage is not None else None
    return Proved(tuple(evidence), {"since": since}, since=since, rule=view.rule)


def still_covered() -> Remedy:
    """Nothing needs mending: pooled benefit is separate from the account."""
    return nothing_to_do(
        Text(
            "看病时出示社保卡或医保码，统筹部分照常报销", "Show the card or e-voucher; pooled benefit is paid as usual"
        ),
        Text(
            "个人负担可用现金，或由已绑定共济的家人账户支付", "Your part is paid in cash or by a relative who bound you"
        ),
        then=Text("余额显示“没有个人账户”，不是 0", "The balance reads “no personal account”, not 0"),
    )
