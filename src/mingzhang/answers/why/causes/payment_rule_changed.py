"""C81: the way or the amount of payment changed, and the old one was used. 缴费方式或标准调整"""

from __future__ import annotations

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY_LATE, tax_acts
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by an interruption in which the old amount was paid after the rate had changed."""
    gaps = facts.money_in.gaps_for("RATE_CHANGED")
    if not gaps:
        return Refuted()
    last = gaps[-1]
    short = [month for month in facts.months if last.first <= month.month <= last.last and month.missing_fen > 0]
    figures: Figures = {
        "month_first": last.first,
        "month_last": last.last,
        "missing_fen": last.missing_fen,
    }
    shown = (*map(citing_money_in.gap, gaps), *map(citing.due, short))
    return Proved(shown, figures, since=last.first, amount_fen=last.missing_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Pay the difference by the new rule."""
    return tax_acts(
        Text("按新标准补足差额 {missing_fen} 元", "Pay the difference of {missing_fen} yuan").filled(proved.figures),
        then=Text("补足后这些月份算足额缴费", "The months then count as paid in full"),
        deadline=facts.next_cutoff,
        page=PAY_LATE,
    )


CAUSE = Cause(
    id="C81",
    name="payment_rule_changed",
    symptoms=("GAP",),
    rank=24,
    reads=("contributions.gap", "contributions.due"),
    title=Text("缴费方式或标准调整", "The way or standard of payment changed"),
    check=check,
    proved=Text(
        "{month_first} 起缴费标准调整，至 {month_last} 仍按原标准缴，还差 {missing_fen} 元",
        "The amount changed in {month_first}; the old one was paid until {month_last}: {missing_fen} yuan short",
    ),
    refuted=Text("没有因缴费标准调整造成的中断", "No interruption follows from a changed rule"),
    remedy=remedy,
)
