"""C43: on the service day the enrolment was suspended, stopped, ended or not confirmed. 参保状态不正常"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence, Remedy, Text
from mingzhang.answers.why.remedies import employer_acts, self_acts
from mingzhang.answers.why.words import Figures

STATES = {
    "COVERAGE_SUSPENDED": Text("已暂停参保", "coverage was suspended"),
    "COVERAGE_STOPPED": Text("已停保", "coverage was stopped"),
    "COVERAGE_LAPSED": Text("参保已终止", "coverage had ended"),
    "COVERAGE_NOT_STARTED": Text("参保还没有开始", "coverage had not begun"),
    "NOT_CONFIRMED": Text("参保还没有在税务端确认", "coverage was not confirmed at the tax side"),
    "NOT_ENROLLED": Text("没有参保", "there was no coverage"),
    "PERSON_DIED": Text("已登记死亡", "a death is on file"),
}


def check(facts: Facts) -> Verdict:
    """Proved by the register's state on the service day, never by the state now."""
    found = facts.entitlement
    if found.code not in STATES:
        return Refuted({"day": facts.asked_day})
    figures: Figures = {
        "day": facts.asked_day,
        "state": STATES[found.code],
        "since": found.since,
        "reason": found.coverage.reason if found.coverage is not None else None,
    }
    number = f"{facts.region}/{facts.person_id}"
    says = Text("{day} {state}", "{day}: {state}").filled(figures)
    shown = citing.coverage(found.coverage) if found.coverage else Evidence("enrolment.coverage", number, says)
    return Proved((shown,), figures, since=found.since)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The employer or the person restores the coverage."""
    then = Text("恢复参保并缴费后可正常结算", "Bills are settled again after coverage and payment")
    cover = facts.entitlement.coverage
    if cover is not None and cover.employer_id is not None:
        return employer_acts(
            facts.employer,
            Text(
                "请单位恢复参保；已离职的可转灵活就业或居民参保",
                "Ask the employer to resume it; else enrol by yourself",
            ),
            then=then,
        )
    return self_acts(Text("在医保 App 或窗口恢复参保", "Resume the coverage in the app or at a counter"), then=then)


CAUSE = Cause(
    id="C43",
    name="coverage_not_active",
    symptoms=("PAYF", "NOREIMB"),
    rank=13,
    reads=("enrolment.coverage",),
    title=Text("参保状态不正常", "Coverage not active"),
    check=check,
    proved=Text("{day} {state}[（自 {since} 起）][，原因：{reason}]", "On {day} {state}[ (since {since})][, {reason}]"),
    refuted=Text("{day} 参保状态正常", "Coverage was active on {day}"),
    remedy=remedy,
)
