"""C63: not a cause but a correction: an empty account does not block pooled benefit. 余额为零不影响统筹"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.money.contributions.rules import paid_up

NOT_ENTITLED = Text("{day} 没有统筹待遇", "There is no pooled benefit on {day}")


def check(facts: Facts) -> Verdict:
    """Proved when the account has nothing to use while the person is entitled and owes nothing."""
    if facts.account.available_fen > 0:
        return Refuted({"available_fen": facts.account.available_fen})
    cover = facts.entitlement.coverage
    if not facts.entitlement.entitled or cover is None:
        return Refuted({"day": facts.asked_day}, says=NOT_ENTITLED)
    if not paid_up(facts.months, cover.scheme, cover.category, facts.asked_day).paid:
        return Refuted({"day": facts.asked_day}, says=NOT_ENTITLED)
    return Proved((citing.coverage(cover),), {"since": facts.entitlement.since}, since=facts.entitlement.since)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Use the card as usual."""
    return nothing_to_do(
        Text("看病照常出示社保卡或医保码", "Show the card or e-voucher as usual"),
        Text("只有药店购药等个人负担需要账户余额或现金", "Only your own part needs the account or cash"),
        then=Text("统筹部分照常报销", "The pooled part is paid as usual"),
    )


CAUSE = Cause(
    id="C63",
    name="pooled_benefit_not_blocked",
    symptoms=("NOQ", "HASBAL"),
    rank=99,
    reads=("accounts.account", "enrolment.coverage", "contributions.due"),
    title=Text("余额为零不影响统筹报销", "An empty account does not block pooled benefit"),
    check=check,
    proved=Text(
        "个人账户没有可用余额，但统筹待遇自 {since} 起有效",
        "Nothing in the account can be used, but pooled benefit holds since {since}",
    ),
    refuted=Text("个人账户可用 {available_fen} 元", "{available_fen} yuan of the account can be used"),
    remedy=remedy,
)
