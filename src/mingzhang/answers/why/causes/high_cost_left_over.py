"""C42: after every payer a large amount is left, more than the accounts could pay. 高额费用超出保障"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import COUNTER, ID_CARD, self_acts
from mingzhang.answers.why.words import Figures

HIGH_FEN = 1_000_000  # our reading of 高额: 10,000 yuan in cash from one bill; nothing payable depends on it


def check(facts: Facts) -> Verdict:
    """Proved when every payer has paid and a large amount in cash is left that the accounts could not pay."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    paid = bill.amounts
    figures: Figures = {"total_fen": paid.total_fen, "fund_fen": paid.fund_fen, "cash_fen": paid.cash_fen}
    if paid.cash_fen < HIGH_FEN or bill.outcome.account_reason == "PAID_IN_FULL":
        return Refuted(figures)
    says = Text("各方支付后仍付现金 {cash_fen} 元", "{cash_fen} yuan were left for cash").filled(figures)
    return Proved((citing.bill(bill, says, paid.cash_fen),), figures, since=bill.service_on, amount_fen=paid.cash_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Assistance may be applied for."""
    return self_acts(
        Text("可向户籍地或居住地民政、医保申请医疗救助", "Medical assistance may be applied for"),
        Text("有商业医疗险的，凭结算单理赔", "A commercial policy may pay on the settlement slip"),
        then=Text("救助审核后另行支付", "Assistance is paid after its review"),
        channel=COUNTER,
        documents=(ID_CARD, Text("结算单和发票", "settlement slip and invoice")),
    )


CAUSE = Cause(
    id="C42",
    name="high_cost_left_over",
    symptoms=("NOREIMB", "LIM", "PAYF"),
    rank=76,
    reads=("visits.settlement",),
    title=Text("高额费用超出保障范围", "High cost above every cap"),
    check=check,
    proved=Text(
        "总费用 {total_fen} 元，各项基金支付 {fund_fen} 元，账户也付不足，仍有 {cash_fen} 元现金负担",
        "Of {total_fen} yuan the funds paid {fund_fen}; the accounts did not suffice and {cash_fen} were cash",
    ),
    refuted=Text("现金负担 {cash_fen} 元，不属高额", "{cash_fen} yuan in cash is not a high amount"),
    remedy=remedy,
)
