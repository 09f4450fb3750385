"""C9: the money in the account was spent. 余额用完"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

NEVER_SPENT = Text("账户没有支出", "Nothing was ever paid from the account")
SPENT_SOME = Text(
    "今年已支出 {spent_fen} 元，最近一笔在 {on}，余额 {balance_fen} 元",
    "{spent_fen} yuan were spent this year, the last on {on}; {balance_fen} yuan are left",
)


def check(facts: Facts) -> Verdict:
    """Proved when payments brought the balance to zero; for “it became less”, by one's own payments of this year."""
    debits = [moved for moved in facts.movements.lines if moved.amount_fen < 0]
    if not debits:
        return Refuted(says=NEVER_SPENT)
    own = [moved for moved in debits if moved.code == "ACCOUNT_PAYMENT"]
    this_year = [moved for moved in own if facts.year.holds(moved.effective_on)]
    last = debits[-1]
    figures: Figures = {
        "on": last.effective_on,
        "last_fen": -last.amount_fen,
        "spent_fen": -sum(moved.amount_fen for moved in this_year),
        "balance_fen": facts.balance_fen,
    }
    if facts.balance_fen == 0:
        return Proved((citing.movement(last),), figures, since=last.effective_on, amount_fen=-last.amount_fen)
    if facts.symptom == "LESS" and this_year:
        evidence = tuple(map(citing.movement, this_year))
        return Proved(evidence, figures, says=SPENT_SOME, since=this_year[0].effective_on)
    return Refuted(figures)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The next allocation refills the account."""
    return nothing_to_do(
        Text("下次划账会再划入", "The next allocation credits the account again"),
        Text("这期间可用现金，或由已绑定共济的家人账户支付", "Until then pay in cash, or from a relative's account"),
        Text("统筹报销不用个人账户的钱，不受影响", "Pooled benefit does not use this money and is not affected"),
        then=Text("划账后余额恢复", "The balance returns after the allocation"),
    )


CAUSE = Cause(
    id="C9",
    name="account_is_spent",
    symptoms=("Z0", "DASH", "LESS", "NOMON", "NOQ"),
    rank=60,
    reads=("ledger.transfer",),
    title=Text("余额已用完", "The money was spent"),
    check=check,
    proved=Text(
        "原有的钱已用完：{on} 支付 {last_fen} 元后余额为 0", "The money is spent: {last_fen} yuan on {on} left 0"
    ),
    refuted=Text("账户还有 {balance_fen} 元", "The account still holds {balance_fen} yuan"),
    remedy=remedy,
)
