"""C13: the month's allocation run has not been done, or failed. 未划账"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import agency_acts, operator_acts
from mingzhang.answers.why.words import Figures
from mingzhang.basics.periods import day_in_month

NOTHING_WAITS = Text("没有已缴费而未划账的月份", "No paid month waits for its allocation")


def check(facts: Facts) -> Verdict:
    """Proved by a paid month that was not credited and whose run has not finished."""
    pending = []
    for month in facts.waiting:
        run = facts.run_of(month.month)
        if run is None or run.state != "finished":
            pending.append((month, run))
    if not pending:
        return Refuted(says=None if facts.waiting else NOTHING_WAITS)
    rule = facts.rules.allocation_day
    first = pending[0][0]
    figures: Figures = {
        "months": tuple(month.month for month, _ in pending),
        "amount_fen": sum(month.account_part_fen for month, _ in pending),
        "expected": day_in_month(first.month, rule.number) if rule is not None else None,
    }
    overdue = rule is not None and facts.today > day_in_month(first.month, rule.number)
    if facts.balance_fen > 0 and not overdue and facts.symptom != "NOMON":
        return Refuted({**figures, "balance_fen": facts.balance_fen}, says=ON_TIME)
    return Proved(
        tuple(citing.paid(month) if run is None else citing.run(run) for month, run in pending),
        figures,
        says=OVERDUE if overdue else None,
        since=first.month,
        amount_fen=sum(month.account_part_fen for month, _ in pending),
        rule=rule.citation if rule is not None else None,
    )


OVERDUE = Text(
    "{months} 已缴费，应在 {expected} 前划账，至今没有划，按系统事件处理",
    "{months} are paid and should have been credited by {expected}; they were not, which is treated as an incident",
)


ON_TIME = Text(
    "{months} 的划账还没到日子，但账户已有 {balance_fen} 元",
    "The run of {months} is not due yet, and the account holds {balance_fen} yuan",
)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Before the day nothing is to be done; after it the agency owes the run."""
    then = Text("划账后到账 {amount_fen} 元", "{amount_fen} yuan are credited then").filled(proved.figures)
    if proved.says is OVERDUE:
        return agency_acts(
            Text("请经办机构补做 {months} 的划账", "The agency makes up the run of {months}").filled(proved.figures),
            then=then,
        )
    return operator_acts(
        Text("等待当月划账[（{expected} 前）]", "Wait for the month's run[ (by {expected})]").filled(proved.figures),
        then=then,
    )


CAUSE = Cause(
    id="C13",
    name="allocation_run_not_done",
    symptoms=("Z0", "NOQ", "PAYF", "NOMON"),
    rank=41,
    reads=("accounts.run", "accounts.item", "contributions.due", "policy.calendar.allocation_day"),
    title=Text("当月还没有划账", "The month's allocation has not run"),
    check=check,
    proved=Text(
        "{months} 已缴费，尚未划账[，预计 {expected} 前]",
        "{months} are paid; the allocation has not run yet[, expected by {expected}]",
    ),
    refuted=Text("各月划账批次都已完成", "Every month's run has finished"),
    remedy=remedy,
)
