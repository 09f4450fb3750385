"""C59: a class B first share, and a rate below 100 %, are the person's own part. 先行自付与报销比例"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

ONLY_RATE = Text(
    "基金按 {rate_bp} 支付 {paid_fen} 元，其余比例自付",
    "The fund pays {rate_bp}, {paid_fen} yuan; the rest is your part",
)
FULL = 10_000


def check(facts: Facts) -> Verdict:
    """Proved by a first share taken from class B items, or by a band whose rate is below 100 %."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    first_fen = bill.amounts.first_self_fen
    rated = next((layer for layer in bill.outcome.layers if any(0 < b.rate_bp < FULL for b in layer.bands)), None)
    if first_fen <= 0 and rated is None:
        return Refuted()
    rate_bp = next((b.rate_bp for b in rated.bands if 0 < b.rate_bp < FULL), None) if rated is not None else None
    figures: Figures = {"first_fen": first_fen, "rate_bp": rate_bp, "paid_fen": rated.paid_fen if rated else 0}
    evidence = []
    if rated is not None:
        says = Text("按 {rate_bp} 支付 {paid_fen} 元", "{paid_fen} yuan at {rate_bp}").filled(figures)
        evidence.append(citing.layer(bill, rated, says, rated.paid_fen))
    evidence += [citing.line(line, line.first_self_fen) for line in bill.lines if line.first_self_fen > 0]
    if not evidence:
        says = Text("先行自付 {first_fen} 元", "first share {first_fen} yuan").filled(figures)
        evidence.append(citing.bill(bill, says, first_fen))
    rule = rated.source if rated is not None else None
    says_only = None if first_fen > 0 else ONLY_RATE
    return Proved(tuple(evidence), figures, says=says_only, since=bill.service_on, amount_fen=first_fen, rule=rule)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule."""
    return nothing_to_do(
        Text("甲类药没有先行自付，可问医生有无替代", "Class A items have no first share; ask for an alternative"),
        then=Text("账单页列出每一行的自付", "The bill page shows each line's own part"),
    )


CAUSE = Cause(
    id="C59",
    name="own_share_of_the_bill",
    symptoms=("NOREIMB",),
    rank=78,
    reads=("visits.settlement", "visits.line"),
    title=Text("先行自付和报销比例", "First share and rate"),
    check=check,
    proved=Text(
        "乙类项目先自付 {first_fen} 元[，其余按 {rate_bp} 报销]",
        "{first_fen} yuan of class B items are your own first[; the rest is paid at {rate_bp}]",
    ),
    refuted=Text("没有先行自付，比例为全额", "There is no first share and the rate is full"),
    remedy=remedy,
)
