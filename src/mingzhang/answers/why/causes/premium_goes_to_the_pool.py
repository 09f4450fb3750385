"""C33: most of a contribution is everybody's, not the account's. 缴费大部分进统筹"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

HAS_MONEY = Text("账户有余额 {balance_fen} 元", "The account holds {balance_fen} yuan")


def check(facts: Facts) -> Verdict:
    """Proved, for an empty account, by a paid month of which only a part (or nothing) is the account's."""
    if facts.balance_fen > 0:
        return Refuted({"balance_fen": facts.balance_fen}, says=HAS_MONEY)
    split = [month for month in facts.months if month.paid_at is not None and month.account_part_fen < month.due_fen]
    if not split:
        return Refuted()
    last = split[-1]
    figures: Figures = {
        "month": last.month,
        "due_fen": last.due_fen,
        "account_fen": last.account_part_fen,
        "pooled_fen": last.due_fen - last.account_part_fen,
    }
    return Proved((citing.paid(last),), figures, since=last.month, amount_fen=last.due_fen - last.account_part_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule; the pooled part pays hospital bills."""
    return nothing_to_do(
        Text("统筹部分用于住院和门诊报销，不进个人账户", "The pooled part pays for care; it is not the account's"),
        then=Text("报销时由统筹基金支付", "The pooled fund pays when you are treated"),
    )


CAUSE = Cause(
    id="C33",
    name="premium_goes_to_the_pool",
    symptoms=("NOMON",),
    rank=58,
    reads=("contributions.due",),
    title=Text("缴费主要进入统筹基金", "Contributions mostly go to the pooled fund"),
    check=check,
    proved=Text(
        "{month} 缴费 {due_fen} 元中，{pooled_fen} 元进统筹基金，{account_fen} 元归个人账户",
        "Of the {due_fen} yuan of {month}, {pooled_fen} go to the pooled fund and {account_fen} to the account",
    ),
    refuted=Text("没有已缴费的月份", "No month has been paid"),
    remedy=remedy,
)
