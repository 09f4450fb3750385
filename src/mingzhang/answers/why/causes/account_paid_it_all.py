"""C35: the bill was small and the own account paid all of it; nothing is wrong. 个人账户全额支付"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved when the funds paid nothing and the own account paid the whole bill."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    paid = bill.amounts
    figures: Figures = {"fund_fen": paid.fund_fen, "account_fen": paid.account_fen, "cash_fen": paid.cash_fen}
    if paid.fund_fen != 0 or paid.account_fen <= 0 or paid.account_fen != paid.total_fen:
        return Refuted(figures)
    says = Text(
        "个人账户支付 {account_fen} 元，统筹 0", "{account_fen} yuan from the account, 0 from the funds"
    ).filled(figures)
    return Proved(
        (citing.bill(bill, says, paid.account_fen),), figures, since=bill.service_on, amount_fen=paid.account_fen
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Nothing to mend."""
    return nothing_to_do(
        Text("余额够付，账单已付清，不欠任何费用", "The balance sufficed; nothing is owed"),
        then=Text("统筹部分为 0 的原因见账单各行", "The bill's lines say why the funds paid 0"),
    )


CAUSE = Cause(
    id="C35",
    name="account_paid_it_all",
    symptoms=("PAY0",),
    rank=79,
    reads=("visits.settlement",),
    title=Text("个人账户全额支付", "The account paid it all"),
    check=check,
    proved=Text(
        "这张账单由个人账户付清 {account_fen} 元，统筹为 0",
        "The account paid all {account_fen} yuan; the funds' part is 0",
    ),
    refuted=Text(
        "统筹支付 {fund_fen} 元，个人账户 {account_fen} 元，现金 {cash_fen} 元",
        "Funds {fund_fen}, account {account_fen}, cash {cash_fen} yuan",
    ),
    remedy=remedy,
)
