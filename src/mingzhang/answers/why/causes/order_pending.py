"""C78: an order is on its way and not answered finally, so a second one is not taken. 缴费订单处理中"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import CONTRIBUTIONS, operator_acts
from mingzhang.answers.why.transit import expected_of, where_of
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by an order that was sent and has no final answer."""
    waiting = facts.money_in.on_their_way
    if not waiting:
        return Refuted()
    last = waiting[-1]
    said = [event for event in facts.money_in.said if event.order_id == last.id]
    figures: Figures = {
        "at": last.opened_at,
        "amount_fen": last.amount_fen,
        "months": tuple(line.month for line in last.lines),
        "where": where_of(last),
        "check_at": last.next_check_at,
        "expected": expected_of(last, facts.rules.refresh_days),
    }
    shown = (*map(citing_money_in.order, waiting), *map(citing_money_in.said, said[-1:]))
    return Proved(
        shown,
        figures,
        since=waiting[0].opened_at.date(),
        amount_fen=last.amount_fen,
        expected=expected_of(last, facts.rules.refresh_days),
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Wait, look at the order again, never pay twice."""
    return operator_acts(
        Text("等 5 至 10 分钟再看订单，不要重复付款", "Look at the order again in 5 to 10 minutes; do not pay twice"),
        Text("系统会向渠道核实[，下次 {check_at}]", "The channel is asked again[, next {check_at}]").filled(
            proved.figures
        ),
        then=Text(
            "有结果后即可缴其余月份；没有扣成的钱不会少", "Other months can be paid then; money not taken stays yours"
        ),
        deadline=proved.expected,
        page=CONTRIBUTIONS,
    )


CAUSE = Cause(
    id="C78",
    name="order_pending",
    symptoms=("PREM",),
    rank=25,
    reads=("collection.order", "collection.order_event"),
    title=Text("缴费订单处理中", "The order is pending"),
    check=check,
    proved=Text(
        "{at} 的缴费 {amount_fen} 元（{months}）{where}，还没有到医保[，预计 {expected} 前]",
        "The payment of {amount_fen} yuan for {months} ({at}) {where} and is not with us yet[; expected by {expected}]",
    ),
    refuted=Text("没有处理中的缴费订单", "No order is on its way"),
    remedy=remedy,
)
