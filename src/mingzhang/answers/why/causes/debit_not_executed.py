"""C80: the debit was written and never carried out by us or the channel. 扣费指令没有执行"""

from __future__ import annotations

from datetime import timedelta

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, agency_acts
from mingzhang.answers.why.words import Figures
from mingzhang.money.collection.orders.records import Order

A_DAY = timedelta(days=1)


def check(facts: Facts) -> Verdict:
    """Proved by a debit order older than a day that was never sent and whose months are owed."""
    stuck = _never_sent(facts)
    gaps = facts.money_in.gaps_for("DEBIT_NOT_SENT")
    if not stuck and not gaps:
        return Refuted()
    months = tuple(sorted({line.month for order in stuck for line in order.lines})) or tuple(gap.first for gap in gaps)
    opened = stuck[0].opened_at if stuck else None
    shown = (
        *map(citing_money_in.order, stuck),
        *map(citing_money_in.gap, gaps),
        *(citing.due(month) for month in facts.unpaid if month.month in months),
    )
    figures: Figures = {"months": months, "at": opened, "amount_fen": sum(order.amount_fen for order in stuck) or None}
    return Proved(shown, figures, since=months[0], amount_fen=sum(order.amount_fen for order in stuck) or None)


def _never_sent(facts: Facts) -> tuple[Order, ...]:
    owed = {(month.scheme, month.month) for month in facts.months if month.missing_fen > 0}
    return tuple(
        order
        for order in facts.money_in.orders
        if order.state == "created"
        and facts.as_of - order.opened_at > A_DAY
        and any((line.scheme, line.month) in owed for line in order.lines)
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The agency mends it; it must not be held against the person."""
    return agency_acts(
        Text(
            "请经办机构补发扣费指令，{months} 按系统原因处理",
            "The agency sends it; {months} are our fault",
        ).filled(proved.figures),
        Text("着急用医保的，可先直接缴费", "If you need benefit now, pay directly"),
        then=Text(
            "系统原因造成的中断不影响您的待遇和连续缴费", "An interruption of our making does not touch your benefit"
        ),
        page=PAY,
    )


CAUSE = Cause(
    id="C80",
    name="debit_not_executed",
    symptoms=("GAP",),
    rank=23,
    reads=("collection.order", "contributions.gap", "contributions.due"),
    title=Text("扣费指令没有执行", "The debit was not executed"),
    check=check,
    proved=Text(
        "{months} 的扣费指令[（{at} 生成，{amount_fen} 元）]没有发出，不是您的原因",
        "The debit for {months}[ (written {at}, {amount_fen} yuan)] was never sent; that is not your doing",
    ),
    refuted=Text("扣费指令都已发出", "Every debit was sent"),
    remedy=remedy,
)
