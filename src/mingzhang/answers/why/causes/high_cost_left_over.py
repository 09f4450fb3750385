"""C42: after every payer a large amount is left, more than the accounts could pay. 高额费用超出保障"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import COUNTER, ID_CARD, self_acts


def check(facts: Facts) -> Verdict:
    """Proved when the last payer's cap left cost behind and cash had to pay what the accounts could not."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    fired = [layer for layer in bill.outcome.layers if layer.bands]
    over_fen = fired[-1].over_fen if fired else 0
    paid = bill.amounts
    figures = {"over_fen": over_fen, "cash_fen": paid.cash_fen, "total_fen": paid.total_fen}
    if over_fen <= 0 or paid.cash_fen <= 0:
        return Refuted(figures)
    says = Text("各层支付后仍有 {over_fen} 元超出限额", "{over_fen} yuan lie above every cap").filled(figures)
    evidence = (citing.layer(bill, fired[-1], says, over_fen),)
    return Proved(evidence, figures, since=bill.service_on, amount_fen=paid.cash_fen, rule=fired[-1].source)


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
        "总费用 {total_fen} 元，各层支付后仍有 {over_fen} 元超出限额，现金负担 {cash_fen} 元",
        "Of {total_fen} yuan, {over_fen} lie above every cap; {cash_fen} were paid in cash",
    ),
    refuted=Text("各层限额没有留下超出部分", "No cost was left above the caps"),
    remedy=remedy,
)
