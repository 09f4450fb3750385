"""C38: the bill meets the deductible first. 起付线"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

SPANS = {"year": Text("按年累计", "by the year"), "visit": Text("按次计算", "by the visit")}


def check(facts: Facts) -> Verdict:
    """Proved by the deductible that this bill met."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    met = next((layer for layer in bill.outcome.layers if layer.deductible_fen > 0), None)
    if met is None:
        return Refuted()
    after = met.deductible_before_fen + met.deductible_fen
    figures: Figures = {
        "standard_fen": met.deductible_standard_fen,
        "before_fen": met.deductible_before_fen,
        "now_fen": met.deductible_fen,
        "left_fen": max(0, met.deductible_standard_fen - after),
        "paid_fen": met.paid_fen,
        "span": SPANS[met.deductible_span],
    }
    says = Text("起付 {now_fen} 元，基金支付 {paid_fen} 元", "Deductible {now_fen} yuan, fund {paid_fen} yuan").filled(
        figures
    )
    evidence = (citing.layer(bill, met, says, met.deductible_fen),)
    rule = met.deductible_source
    return Proved(evidence, figures, since=bill.service_on, amount_fen=met.deductible_fen, rule=rule)


LEFT = Text("起付标准还差 {left_fen} 元，满后按比例报销", "{left_fen} yuan remain, then the rate applies")
MET = Text("起付标准已付满，之后按比例报销", "The deductible is met; the rate applies from here on")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule."""
    step = LEFT if proved.figures["left_fen"] else MET
    return nothing_to_do(
        step.filled(proved.figures),
        then=Text("起付标准{span}", "The deductible counts {span}").filled(proved.figures),
    )


CAUSE = Cause(
    id="C38",
    name="within_deductible",
    symptoms=("PAY0", "NOREIMB"),
    rank=71,
    reads=("visits.settlement",),
    title=Text("起付标准", "The deductible"),
    check=check,
    proved=Text(
        "起付标准 {standard_fen} 元，此前已付 {before_fen} 元，这次付 {now_fen} 元，还差 {left_fen} 元",
        "Deductible {standard_fen} yuan: {before_fen} met before, {now_fen} by this bill, {left_fen} left",
    ),
    refuted=Text("这张账单没有起付金额", "No deductible was taken from this bill"),
    remedy=remedy,
)
