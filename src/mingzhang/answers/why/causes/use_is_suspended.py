"""C62: networked settlement was suspended by a decision on misuse of the card. 违规暂停联网结算"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import agency_acts
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by a supervision decision that covers the day asked about."""
    day = facts.asked_day
    orders = [order for order in facts.freezes if order.kind == "SUPERVISION" and order.span.holds(day)]
    if not orders:
        return Refuted()
    first = orders[0]
    figures: Figures = {
        "authority": first.authority,
        "basis": first.basis,
        "since": first.span.start,
        "until": first.span.end,
    }
    return Proved(tuple(map(citing.freeze, orders)), figures, since=first.span.start, expected=first.span.end)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The decision may be contested; until it ends bills are paid first and claimed."""
    return agency_acts(
        Text("对决定有异议，可向 {authority} 申诉", "Contest the decision at {authority}").filled(proved.figures),
        Text("暂停期间先自费，保留票据按规定报销", "Until then pay first and claim by the rules"),
        Text("医保卡只限本人使用", "The card is for its owner only"),
        then=Text("决定[（{until}）]到期后恢复", "It ends with the decision[ ({until})]").filled(proved.figures),
        deadline=proved.expected,
    )


CAUSE = Cause(
    id="C62",
    name="use_is_suspended",
    symptoms=("PAYF",),
    rank=29,
    reads=("accounts.freeze",),
    title=Text("因违规暂停联网结算", "Use suspended by decision"),
    check=check,
    proved=Text(
        "{authority} 自 {since} 起暂停联网结算[至 {until}]（{basis}）",
        "{authority} suspended use from {since}[ to {until}] ({basis})",
    ),
    refuted=Text("没有暂停使用的处理决定", "No decision suspends the use"),
    remedy=remedy,
)
