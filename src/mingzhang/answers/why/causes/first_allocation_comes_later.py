"""C12: a new or returning payer gets the first account money some months later. 新参保首次划入较晚"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures
from mingzhang.basics.periods import add_months, month_of

NOT_PAID_YET = Text("没有应划入账户的缴费，谈不上首次划入", "Nothing that gives the account money was paid")


def check(facts: Facts) -> Verdict:
    """Proved when the first payment under this coverage is recent and nothing has been credited for it."""
    start = facts.coverage.holds.start if facts.coverage is not None else facts.today
    begun = [item for item in facts.items if item.state == "posted" and item.month >= month_of(start)]
    if begun:
        return Refuted({"month": begun[0].month})
    giving = (month for month in facts.months if month.paid_at is not None and month.account_part_fen > 0)
    paid = [month for month in giving if month.month >= month_of(start)]
    if not paid:
        return Refuted(says=NOT_PAID_YET)
    lag = facts.rules.first_lag_months
    if lag is None:
        return Unknown()
    first = min(month.paid_at.date() for month in paid if month.paid_at is not None)
    expected = add_months(month_of(first), lag.number + 1)
    if facts.today >= expected:
        return Refuted({"expected": expected}, says=PASSED)
    figures: Figures = {"first": first, "lag": lag.number, "expected": expected}
    return Proved((citing.paid(paid[0]),), figures, since=first, amount_fen=paid[0].account_part_fen, rule=lag.citation)


PASSED = Text("首次划入的期限（{expected}）已过", "The time for the first credit ({expected}) has passed")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Nothing is wrong before the expected day."""
    return nothing_to_do(
        Text("正常情况，请等到 {expected}", "This is ordinary; wait until {expected}").filled(proved.figures),
        then=Text("首次划入后账户开通", "The account opens with the first credit"),
    )


CAUSE = Cause(
    id="C12",
    name="first_allocation_comes_later",
    symptoms=("Z0", "DASH", "NOMON"),
    rank=43,
    reads=("contributions.due", "accounts.item", "policy.account.first_lag_months"),
    title=Text("新参保或重新缴费，首次划入较晚", "First credit of a new payer comes later"),
    check=check,
    proved=Text(
        "首次缴费于 {first} 到账，首次划入最多隔 {lag} 个月（{expected} 前）",
        "The first payment came on {first}; the first credit follows within {lag} months (by {expected})",
    ),
    refuted=Text("{month} 起已有划入", "Money has been credited from {month} on"),
    unknown=Text("当地首次划入的期限没有入库", "The region's time limit for the first credit is not on file"),
    remedy=remedy,
)
