"""C40: the year's highest payment is reached. 年度最高支付限额"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.caps import binding
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by a yearly cap that limited a payer of this bill."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    bound = binding(bill, of_the_year=True)
    if not bound:
        return Refuted()
    layer, cap = bound[0]
    figures: Figures = {
        "fund": layer.fund,
        "cap_fen": cap.amount_fen,
        "used_fen": cap.after_fen,
        "paid_fen": layer.paid_fen,
    }
    says = Text("年度限额 {cap_fen} 元，已用 {used_fen} 元", "Yearly cap {cap_fen} yuan, {used_fen} used").filled(
        figures
    )
    evidence = tuple(citing.layer(bill, one, says, one.paid_fen) for one, _ in bound)
    return Proved(evidence, figures, since=bill.service_on, amount_fen=cap.amount_fen, rule=cap.source)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The next payer follows; the cap begins anew next year."""
    return nothing_to_do(
        Text("超出部分先由大额、大病或救助支付，再由个人负担", "What is above goes to the next payers, then to you"),
        then=Text("下一个医保年度限额重新计算", "The cap begins anew with the next medical year"),
    )


CAUSE = Cause(
    id="C40",
    name="yearly_cap_reached",
    symptoms=("PAY0", "NOREIMB", "LIM", "PAYF"),
    rank=74,
    reads=("visits.settlement",),
    title=Text("年度限额已用完", "The yearly cap is reached"),
    check=check,
    proved=Text(
        "{fund}的年度限额 {cap_fen} 元已用到 {used_fen} 元，这次支付 {paid_fen} 元",
        "{fund}: {used_fen} of the yearly cap of {cap_fen} yuan are used; it paid {paid_fen} this time",
    ),
    refuted=Text("年度限额没有限制这张账单", "No yearly cap limited this bill"),
    remedy=remedy,
)
