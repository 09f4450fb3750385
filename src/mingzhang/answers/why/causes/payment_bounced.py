"""C84: name or number were entered wrong, so the payment was sent back. 姓名证件有误，缴费退回"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.refunding import refunded_for
from mingzhang.answers.why.remedies import CORRECT_IDENTITY, ID_CARD, PAY, self_acts
from mingzhang.answers.why.words import Figures

REVERSED = Text(
    "{at} 的缴费 {amount_fen} 元因姓名或证件号与参保登记不符[，于 {back}]被退回",
    "The {amount_fen} yuan paid {at} were sent back[ {back}]: name or number differ from the register",
)


def check(facts: Facts) -> Verdict:
    """Proved by a refund for a wrong identity, or by an order sent back for one."""
    refunded = refunded_for(facts, "IDENTITY_WRONG")
    if isinstance(refunded, Proved):
        return refunded
    back = [
        one for one in facts.money_in.orders if one.state in ("reversed", "failed") and one.code == "IDENTITY_MISMATCH"
    ]
    if not back:
        return refunded
    last = back[-1]
    figures: Figures = {"at": last.opened_at, "back": last.settled_at, "amount_fen": last.amount_fen}
    shown = tuple(map(citing_money_in.order, back))
    return Proved(shown, figures, says=REVERSED, since=back[0].opened_at.date(), amount_fen=last.amount_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Correct the entry, and pay again."""
    return self_acts(
        Text("逐位核对姓名和证件号；登记有误的先更正", "Compare name and number; have a wrong entry corrected"),
        Text("更正后重新缴费", "Then pay again"),
        then=Text(
            "退回的钱[预计 {expected} 前]到原账户", "The money is back in the paying account[ by {expected}]"
        ).filled(proved.figures),
        documents=(ID_CARD,),
        deadline=proved.expected,
        page=CORRECT_IDENTITY if facts.money_in.refunds_for("IDENTITY_WRONG") else PAY,
    )


CAUSE = Cause(
    id="C84",
    name="payment_bounced",
    symptoms=("PREF",),
    rank=50,
    reads=("collection.refund", "collection.order"),
    title=Text("姓名证件有误，缴费退回", "Wrong identity, payment returned"),
    check=check,
    proved=Text(
        "缴费的姓名或证件号有误，{amount_fen} 元退回：{stage}[（{finished}）][，预计 {expected} 前]",
        "Name or number were entered wrong; the refund of {amount_fen} yuan {stage}[ ({finished})][, by {expected}]",
    ),
    refuted=Text("没有因姓名证件有误退回的缴费", "No payment was sent back for a wrong name or number"),
    remedy=remedy,
)
