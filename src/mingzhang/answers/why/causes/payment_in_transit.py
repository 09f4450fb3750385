"""C11: the payment came in, but it is not yet posted to the months and the account. 缴费在途"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts
from mingzhang.basics.workdays import add_workdays

POSTING_WORKDAYS = 3  # the service promise: one to three working days


def check(facts: Facts) -> Verdict:
    """Proved by a receipt in transit."""
    waiting = facts.in_transit
    if not waiting:
        return Refuted()
    oldest = min(paid.received_at for paid in waiting)
    promised = add_workdays(oldest.date(), POSTING_WORKDAYS).day
    return Proved(
        tuple(citing.receipt(paid) for paid in waiting),
        {"at": oldest, "amount_fen": sum(paid.amount_fen for paid in waiting), "promised": promised},
        says=OVERDUE if facts.today > promised else None,
        since=oldest.date(),
        amount_fen=sum(paid.amount_fen for paid in waiting),
        expected=promised,
    )


OVERDUE = Text(
    "{at} 收到的缴费 {amount_fen} 元应在 {promised} 前入账，已超期，按系统事件处理",
    "The {amount_fen} yuan received {at} should have been posted by {promised}; it is late and treated as an incident",
)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait until the promised day; after it the operator owes an answer."""
    return operator_acts(
        Text("等待入账，预计 {promised} 前", "Wait; it is due by {promised}").filled(proved.figures),
        Text("过期未入账，请拨 12393 并报缴费流水号", "If it is late, call 12393 with the payment's serial number"),
        then=Text("入账后当月划账时到个人账户", "The account is credited in the next allocation"),
        deadline=proved.expected,
    )


CAUSE = Cause(
    id="C11",
    name="payment_in_transit",
    symptoms=("Z0", "NOMON"),
    rank=40,
    reads=("contributions.receipt",),
    title=Text("缴费在途", "Payment in transit"),
    check=check,
    proved=Text(
        "{at} 收到的缴费 {amount_fen} 元正在入账，预计 {promised} 前完成",
        "The {amount_fen} yuan received {at} are being posted, by {promised} at the latest",
    ),
    refuted=Text("收到的缴费都已入账", "Every payment received has been posted"),
    remedy=remedy,
)
