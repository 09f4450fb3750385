"""C41: a limit of the month or of the single visit is reached. 月度或单次限额"""

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
    """Proved by a cap of the month or the visit that limited a payer of this bill."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    bound = binding(bill, of_the_year=False)
    if not bound:
        return Refuted()
    layer, cap = bound[0]
    figures: Figures = {"fund": layer.fund, "cap_fen": cap.amount_fen, "paid_fen": layer.paid_fen}
    says = Text("限额 {cap_fen} 元，支付 {paid_fen} 元", "Limit {cap_fen} yuan, paid {paid_fen}").filled(figures)
    evidence = tuple(citing.layer(bill, one, says, one.paid_fen) for one, _ in bound)
    return Proved(evidence, figures, since=bill.service_on, amount_fen=cap.amount_fen, rule=cap.source)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The limit begins anew."""
    return nothing_to_do(
        Text("超出部分自付", "What is above the limit is your own"),
        then=Text("下一个周期限额重新计算", "The limit begins anew with the next period"),
    )


CAUSE = Cause(
    id="C41",
    name="monthly_or_visit_limit",
    symptoms=("PAY0", "NOREIMB", "LIM"),
    rank=75,
    reads=("visits.settlement",),
    title=Text("月度或单次限额", "A limit of the month or visit"),
    check=check,
    proved=Text(
        "{fund}的月度或单次限额为 {cap_fen} 元，这次支付 {paid_fen} 元",
        "{fund} pays at most {cap_fen} yuan a month or visit; it paid {paid_fen} this time",
    ),
    refuted=Text("没有月度或单次限额限制这张账单", "No limit of the month or visit applied"),
    remedy=remedy,
)
