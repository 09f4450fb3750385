"""C17: a flexible worker's account gets a lower share than an employee's. 灵活就业仅按比例划入"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures

NOTHING_CREDITED = Text("没有按比例划入的记录", "Nothing was credited by rate")


def check(facts: Facts) -> Verdict:
    """Proved when the last credit's rate lies below the rate of employees in service."""
    if facts.category != "flexible":
        return Refuted()
    credited = [item for item in facts.items if item.state == "posted" and item.rate_bp > 0]
    if not credited:
        return Refuted(says=NOTHING_CREDITED)
    full = facts.rules.in_service_account_rate
    if full is None:
        return Unknown()
    last = credited[-1]
    figures: Figures = {
        "month": last.month,
        "rate_bp": last.rate_bp,
        "full_bp": full.number,
        "amount_fen": last.amount_fen,
    }
    if last.rate_bp >= full.number:
        return Refuted(figures, says=SAME_RATE)
    return Proved(
        (citing.item(last),), figures, since=credited[0].month, amount_fen=last.amount_fen, rule=full.citation
    )


SAME_RATE = Text("划入比例 {rate_bp} 与在职职工相同", "The rate, {rate_bp}, is that of employees in service")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule."""
    return nothing_to_do(
        Text("按灵活就业的比例划入，是当地规定", "The lower rate is the region's rule for flexible workers"),
        then=Text("转为单位职工参保后按在职比例划入", "An employer's coverage brings the full rate"),
    )


CAUSE = Cause(
    id="C17",
    name="flexible_worker_gets_a_part",
    symptoms=("Z0", "LESS"),
    rank=54,
    reads=("accounts.item", "enrolment.coverage", "policy.account.rate"),
    title=Text("灵活就业只按部分比例划入", "Flexible workers get a lower rate"),
    check=check,
    proved=Text(
        "{month} 按 {rate_bp} 划入 {amount_fen} 元（在职职工为 {full_bp}）",
        "{month} was credited at {rate_bp}, {amount_fen} yuan (employees in service: {full_bp})",
    ),
    refuted=Text("不是灵活就业人员", "You are not a flexible worker"),
    unknown=Text("在职职工的划入比例没有入库，不能比较", "The rate of employees is not on file, so no comparison"),
    remedy=remedy,
)
