"""C3: so many months are owed in a row that the allocation was suspended. 连续欠费暂停划账"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import agency_acts


def check(facts: Facts) -> Verdict:
    """Proved by an order to suspend, or by months whose allocation is marked suspended."""
    orders = [f for f in facts.freezes if f.kind == "ALLOCATION_SUSPENDED" and f.span.holds(facts.today)]
    marked = [item for item in facts.items if item.state == "suspended"]
    if not orders and not marked:
        return Refuted()
    since = min([order.span.start for order in orders] + [item.month for item in marked])
    return Proved(
        (*map(citing.freeze, orders), *map(citing.item, marked), *map(citing.due, facts.unpaid)),
        {"since": since, "count": len(facts.unpaid), "waiting_fen": sum(item.amount_fen for item in marked)},
        since=since,
        amount_fen=sum(item.amount_fen for item in marked),
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Arrears first, then the agency lifts the suspension."""
    return agency_acts(
        Text("先补缴欠费", "First pay what is owed"),
        Text("补缴后由经办机构解除暂停并重新划账", "The agency then lifts the suspension and allocates again"),
        then=Text("解除后补划 {waiting_fen} 元", "{waiting_fen} yuan are made up afterwards").filled(proved.figures),
    )


CAUSE = Cause(
    id="C3",
    name="arrears_suspend_allocation",
    symptoms=("Z0", "DASH"),
    rank=22,
    reads=("accounts.freeze", "accounts.item", "contributions.due"),
    title=Text("连续欠费，暂停划账", "Allocation suspended for arrears"),
    check=check,
    proved=Text(
        "自 {since} 起暂停划账（欠费 {count} 个月）",
        "Allocation has been suspended since {since} ({count} months owed)",
    ),
    refuted=Text("没有暂停划账的决定", "No order suspends the allocation"),
    remedy=remedy,
)
