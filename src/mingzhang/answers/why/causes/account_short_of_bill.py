"""C46: the own account held less than the person's part of the bill. 余额不足"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of, refused_with
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

SHORT = ("ACCOUNT_SHORT", "ACCOUNT_EMPTY")
REFUSED = Text("余额不足，这次没有扣款", "The balance was too small; nothing was taken")


def check(facts: Facts) -> Verdict:
    """Proved by a bill whose own account ran short, or by a refusal for want of balance."""
    if refused_with(facts, "BALANCE_SHORT") and facts.refusal is not None:
        return Proved((citing.refusal(facts.refusal),), says=REFUSED, since=facts.asked_day)
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    paid = bill.amounts
    figures: Figures = {"account_fen": paid.account_fen, "family_fen": paid.family_fen, "cash_fen": paid.cash_fen}
    if bill.outcome.account_reason not in SHORT:
        return Refuted(figures)
    says = Text(
        "个人账户付 {account_fen} 元，其余 {cash_fen} 元现金", "Account {account_fen} yuan, cash {cash_fen}"
    ).filled(figures)
    evidence = (citing.bill(bill, says, paid.cash_fen),)
    return Proved(evidence, figures, since=bill.service_on, amount_fen=paid.cash_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Relatives' accounts or cash; the next allocation refills it."""
    return nothing_to_do(
        Text("差额可用现金，或由已绑定共济的家人账户支付", "Pay the rest in cash, or from a relative who bound you"),
        Text("下次划账后余额恢复", "The balance returns with the next allocation"),
        then=Text("统筹部分不受余额影响", "Pooled benefit does not depend on the balance"),
    )


CAUSE = Cause(
    id="C46",
    name="account_short_of_bill",
    symptoms=("PAYF", "HASBAL", "PAY0"),
    rank=70,
    reads=("visits.settlement", "evidence.request"),
    title=Text("余额不够付这张账单", "The account is short of the bill"),
    check=check,
    proved=Text(
        "个人账户只够付 {account_fen} 元，其余 {cash_fen} 元用现金",
        "The account could pay {account_fen} yuan only; {cash_fen} were cash",
    ),
    refuted=Text(
        "个人账户付了 {account_fen} 元，没有因余额不足少付", "The account paid {account_fen} yuan and was not short"
    ),
    remedy=remedy,
)
