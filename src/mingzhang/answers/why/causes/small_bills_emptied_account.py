"""C32: outpatient and pharmacy bills are paid from the account first, and emptied it. 小额门诊用完账户"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

SMALL = ("outpatient", "pharmacy")
HAS_MONEY = Text("账户还有 {balance_fen} 元", "The account still holds {balance_fen} yuan")


def check(facts: Facts) -> Verdict:
    """Proved, for an empty account, by this year's outpatient and pharmacy bills that it paid."""
    if facts.balance_fen > 0:
        return Refuted({"balance_fen": facts.balance_fen}, says=HAS_MONEY)
    small = [paid for paid in facts.paid_bills if paid.benefit in SMALL and paid.account_fen > 0]
    if not small:
        return Refuted()
    evidence = tuple(map(citing.paid_bill, small))
    total_fen = sum(paid.account_fen for paid in small)
    figures: Figures = {
        "count": len(small),
        "account_fen": total_fen,
        "fund_fen": sum(paid.fund_fen for paid in facts.paid_bills),
    }
    return Proved(evidence, figures, since=small[0].service_on, amount_fen=total_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule: the account is for small bills, the pool for the rest."""
    return nothing_to_do(
        Text(
            "个人账户用于门诊和购药的个人负担，统筹另行支付",
            "The account pays your part of small bills, the pool the rest",
        ),
        then=Text("下次划账后再有余额", "The next allocation credits the account again"),
    )


CAUSE = Cause(
    id="C32",
    name="small_bills_emptied_account",
    symptoms=("Z0",),
    rank=62,
    reads=("visits.settlement",),
    title=Text("门诊和购药用完了账户", "Small bills emptied the account"),
    check=check,
    proved=Text(
        "今年 {count} 次门诊或购药由个人账户支付 {account_fen} 元；统筹另付 {fund_fen} 元",
        "{count} outpatient or pharmacy bills took {account_fen} yuan this year; the pool paid {fund_fen} besides",
    ),
    refuted=Text("今年没有由个人账户支付的门诊或购药", "The account paid no outpatient or pharmacy bill this year"),
    remedy=remedy,
)
