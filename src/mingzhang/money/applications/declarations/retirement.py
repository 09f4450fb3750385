"""Becoming a retiree 在职转退休: the years are checked, and the person is insured as retired or pays on."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import COMMON_REASONS, Case, CaseKind, DocumentRule, Facts, FieldRule, Reason, Words, declare
from mingzhang.books.database import Connection
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import decider, number, required_day
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """From the approved day the person is retired; refuses YEARS_MISSING and what else the register refuses."""
    retired = enrolment.retire(
        connection,
        case.region,
        case.person_id,
        on=required_day(case.facts, "retired_on"),
        by=decider(case),
        now=now,
        paying_on=case.facts.get("paying_on") is True,
        required_months=number(case.facts, "required_months"),
        case_id=case.id,
    )
    if isinstance(retired, Refusal):
        return retired
    return {"category": retired.category, "since": retired.holds.start.isoformat()}


KIND = declare(
    CaseKind(
        name="retirement",
        title=Words("在职转退休", "Becoming a retiree"),
        fields=(
            FieldRule("retired_on", Words("批准退休日期", "Approved day of retirement"), "day"),
            FieldRule("paying_on", Words("年限不足，继续缴费", "Years are missing: pay on"), "yes_no", required=False),
            FieldRule(
                "required_months",
                Words("审批表载明的应缴月数", "Months required, as the approval states them"),
                "number",
                required=False,
                hint=Words("本地年限规定未入库时填写", "Only where the region's years are not known"),
            ),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule("approval", Words("退休审批表", "Approval of the retirement")),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("retirement_days"),
        four_eyes=True,
        reasons=(
            Reason("YEARS_SHORT", Words("缴费年限不足", "Years of contributions are missing")),
            *COMMON_REASONS,
        ),
        outcome_titles={"category": Words("人员类别", "Category"), "since": Words("起始日", "From")},
    )
)
