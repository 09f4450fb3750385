"""C22: an authority ordered the account to be frozen. 账户冻结"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import agency_acts
from mingzhang.answers.why.words import Figures

ORDERS = ("COURT", "SUPERVISION", "ABNORMAL")


def check(facts: Facts) -> Verdict:
    """Proved by an order in force today."""
    orders = [order for order in facts.freezes if order.kind in ORDERS and order.span.holds(facts.today)]
    if not orders:
        return Refuted()
    first = orders[0]
    held = [hold for hold in facts.holds if hold.hold_id in {order.hold_id for order in orders}]
    figures: Figures = {
        "authority": first.authority,
        "basis": first.basis,
        "since": first.span.start,
        "held_fen": sum(hold.amount_fen for hold in held),
    }
    evidence = (*map(citing.freeze, orders), *map(citing.hold, held))
    return Proved(evidence, figures, since=first.span.start, amount_fen=sum(hold.amount_fen for hold in held))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Only the authority that ordered it can lift it."""
    return agency_acts(
        Text(
            "向 {authority} 询问原因并申请解除（依据：{basis}）", "Ask {authority} why, and apply to lift it ({basis})"
        ).filled(proved.figures),
        Text("解除通知到医保后当天恢复", "The account opens the day the notice arrives"),
        then=Text("解除后冻结的 {held_fen} 元可用", "The held {held_fen} yuan can be used").filled(proved.figures),
    )


CAUSE = Cause(
    id="C22",
    name="account_is_frozen",
    symptoms=("Z0", "DASH", "HASBAL", "PAYF", "PAY0"),
    rank=30,
    reads=("accounts.freeze", "ledger.hold"),
    title=Text("账户被冻结", "The account is frozen"),
    check=check,
    proved=Text(
        "{authority} 自 {since} 起冻结账户（{basis}），冻结 {held_fen} 元",
        "{authority} has frozen the account since {since} ({basis}); {held_fen} yuan are held",
    ),
    refuted=Text("没有冻结账户的决定", "No order freezes the account"),
    remedy=remedy,
)
