"""C111: the account is paid out only on the region's grounds, and none of them is on record. 不符合提取条件"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, agency_acts
from mingzhang.answers.why.words import Figures

GROUNDS = {
    "death": Text("去世（由继承人领取）", "death (heirs receive it)"),
    "emigration": Text("出境定居", "emigration"),
    "settled_elsewhere": Text("异地安置", "settling elsewhere"),
    "transfer": Text("医保关系转出", "a transfer of the relation"),
}
PAID_OUT = ("WITHDRAWAL", "TRANSFER_OUT")
DIED = Text("{on} 已登记去世，可由继承人提取", "A death is on record ({on}); heirs can have it paid out")
WITHDRAWN = Text("{on} 已提取或转出", "It was paid out or moved on {on}")
NOTHING_THERE = Text("账户没有钱可提取", "The account holds nothing to take out")


def check(facts: Facts) -> Verdict:
    """Proved, for an account with money, by the region's grounds and a record that shows none of them."""
    out = [line for line in facts.movements.lines if line.code in PAID_OUT]
    if out:
        return Refuted({"on": out[-1].effective_on}, says=WITHDRAWN, evidence=(citing.movement(out[-1]),))
    if facts.person is not None and facts.person.died_on is not None:
        return Refuted({"on": facts.person.died_on}, says=DIED)
    if facts.balance_fen == 0:
        return Refuted(says=NOTHING_THERE)
    rule = facts.rules.withdrawal_grounds
    if rule is None:
        return Unknown()
    named = [GROUNDS[word] for word in str(rule.value).split() if word in GROUNDS]
    grounds = Text("、".join(one.zh for one in named), ", ".join(one.en for one in named))
    figures: Figures = {"grounds": grounds, "balance_fen": facts.balance_fen}
    says = Text("可提取的情形：{grounds}", "grounds: {grounds}").filled(figures)
    shown = (citing.rule(rule.citation, says), citing.account(facts.account))
    return Proved(shown, figures, amount_fen=facts.balance_fen, rule=rule.citation)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Whoever has a ground applies at a counter with its papers; otherwise the money stays for care."""
    return agency_acts(
        Text("有其中一种情形的，带材料到窗口申请提取", "With one of these grounds, apply at a counter with the papers"),
        Text("没有的，钱留在账户里看病买药用，余额结转、不会清零", "Otherwise it stays for care; it is carried over"),
        then=Text(
            "审核后付到指定银行账户并注销账户",
            "It is then paid to a bank account and closed",
        ),
        documents=(
            ID_CARD,
            Text("情形证明（死亡证明、出境定居或转出证明、亲属关系证明）", "proof of ground, kinship"),
        ),
        page="/applications",
    )


CAUSE = Cause(
    id="C111",
    name="no_ground_to_withdraw",
    symptoms=("WDRAW",),
    rank=60,
    reads=("policy.withdrawal.grounds", "accounts.account", "ledger.transfer", "enrolment.person"),
    title=Text("不符合提取条件或材料不全", "No ground to withdraw"),
    check=check,
    proved=Text(
        "个人账户 {balance_fen} 元只在{grounds}时可以提取，登记里没有这样的情形",
        "The account's {balance_fen} yuan can be taken out only for {grounds}; none is on record",
    ),
    refuted=NOTHING_THERE,
    unknown=Text("当地可提取的情形没有入库", "The region's grounds are not on file"),
    remedy=remedy,
    ask=Text("拨打 12393 询问当地可提取的情形", "Ask 12393 for the region's grounds"),
)
