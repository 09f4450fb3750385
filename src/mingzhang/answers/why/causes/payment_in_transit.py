"""C11: the payment was made, but is not yet posted to the months and the account. 缴费在途"""

from __future__ import annotations

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts
from mingzhang.answers.why.transit import expected_of, promised_from, where_of
from mingzhang.answers.why.words import Figures

OVERDUE = Text(
    "{at} 收到的缴费 {amount_fen} 元应在 {promised} 前入账，已超期，按系统事件处理",
    "The {amount_fen} yuan received {at} should have been posted by {promised}; it is late and treated as an incident",
)
NOT_WITH_US = Text(
    "{at} 已付款 {amount_fen} 元（{months}），{where}，还没有到医保[，预计 {promised} 前]",
    "The payment of {amount_fen} yuan for {months} ({at}) {where} and is not with us yet[; expected by {promised}]",
)


def check(facts: Facts) -> Verdict:
    """Proved by a receipt in transit, or by an order that a channel has and that is not with us yet."""
    waiting = facts.in_transit
    if not waiting:
        return _on_its_way(facts)
    oldest = min(paid.received_at for paid in waiting)
    promised = promised_from(oldest.date(), facts.rules.refresh_days)
    return Proved(
        (*map(citing.receipt, waiting), *map(citing_money_in.order, facts.money_in.on_their_way)),
        {"at": oldest, "amount_fen": sum(paid.amount_fen for paid in waiting), "promised": promised},
        says=OVERDUE if promised is not None and facts.today > promised else None,
        since=oldest.date(),
        amount_fen=sum(paid.amount_fen for paid in waiting),
        expected=promised,
    )


def _on_its_way(facts: Facts) -> Verdict:
    orders = facts.money_in.on_their_way
    if not orders:
        return Refuted()
    last = orders[-1]
    expected = expected_of(last, facts.rules.refresh_days)
    figures: Figures = {
        "at": last.sent_at or last.opened_at,
        "amount_fen": last.amount_fen,
        "months": tuple(line.month for line in last.lines),
        "where": where_of(last),
        "promised": expected,
    }
    shown = tuple(map(citing_money_in.order, orders))
    since = orders[0].opened_at.date()
    return Proved(shown, figures, says=NOT_WITH_US, since=since, amount_fen=last.amount_fen, expected=expected)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait until the promised day; after it the operator owes an answer."""
    return operator_acts(
        Text("等待入账[，预计 {promised} 前]", "Wait[; it is due by {promised}]").filled(proved.figures),
        Text("过期未入账，请拨 12393 并报缴费流水号", "If it is late, call 12393 with the payment's serial number"),
        then=Text("入账后当月划账时到个人账户", "The account is credited in the next allocation"),
        deadline=proved.expected,
    )


CAUSE = Cause(
    id="C11",
    name="payment_in_transit",
    symptoms=("Z0", "NOMON", "PNF"),
    rank=40,
    reads=("contributions.receipt", "collection.order"),
    title=Text("缴费在途", "Payment in transit"),
    check=check,
    proved=Text(
        "{at} 收到的缴费 {amount_fen} 元正在入账[，预计 {promised} 前完成]",
        "The {amount_fen} yuan received {at} are being posted[, by {promised} at the latest]",
    ),
    refuted=Text("收到的缴费都已入账，没有在途的", "Every payment received has been posted; none is on its way"),
    remedy=remedy,
)
