"""C8: relatives paid from the account under a grant. 家庭共济支出"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts
from mingzhang.answers.why.words import Figures

USED = ("FAMILY_PAYMENT", "FAMILY_PAYMENT_CANCELLED")


def check(facts: Facts) -> Verdict:
    """Proved by this year's payments for relatives, less what was returned."""
    moved = [line for line in facts.movements.lines if line.code in USED and facts.year.holds(line.effective_on)]
    used_fen = -sum(line.amount_fen for line in moved)
    if used_fen <= 0:
        return Refuted()
    paid = [line for line in moved if line.amount_fen < 0]
    figures: Figures = {"used_fen": used_fen, "count": len(paid), "on": paid[-1].effective_on}
    since = paid[0].effective_on
    return Proved(tuple(map(citing.movement, moved)), figures, since=since, amount_fen=used_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The owner may look, limit or end the grant."""
    return self_acts(
        Text(
            "在“家人”里查看每笔共济支付的日期、地点和金额", "See date, place and amount of each payment under “Family”"
        ),
        Text("不想再共济，可在同一页解除绑定", "End the grant on the same page if you no longer want it"),
        then=Text("解除后家人不能再用您的账户；已付的不退", "Relatives can no longer use it; what was paid stays paid"),
    )


CAUSE = Cause(
    id="C8",
    name="relatives_used_the_account",
    symptoms=("Z0", "LESS", "NOMON", "PAY0"),
    rank=61,
    reads=("ledger.transfer",),
    title=Text("家人共济使用", "Used by relatives"),
    check=check,
    proved=Text(
        "家人今年共济使用 {count} 笔共 {used_fen} 元，最近一笔在 {on}",
        "Relatives used {used_fen} yuan in {count} payments this year, the last on {on}",
    ),
    refuted=Text("今年没有家人使用这个账户", "No relative used the account this year"),
    remedy=remedy,
)
