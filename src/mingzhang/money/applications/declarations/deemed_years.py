"""Recognising deemed years 视同缴费年限认定: months of work before contributions existed count as paid."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import COMMON_REASONS, Case, CaseKind, DocumentRule, Facts, FieldRule, Reason, Words, declare
from mingzhang.books.database import Connection
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import decider, number, required_text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """The months count towards retirement from now on; refuses what the register refuses."""
    deemed = enrolment.record_deemed(
        connection,
        case.region,
        case.person_id,
        months=number(case.facts, "months") or 0,
        basis=required_text(case.facts, "basis"),
        by=decider(case),
        now=now,
        case_id=case.id,
    )
    return deemed if isinstance(deemed, Refusal) else {"months": deemed.months}


KIND = declare(
    CaseKind(
        name="deemed_years",
        title=Words("视同缴费年限认定", "Recognition of deemed years"),
        fields=(
            FieldRule("months", Words("申请认定的月数", "Months applied for"), "number"),
            FieldRule("basis", Words("认定依据（档案名称）", "Basis: the file that proves the work")),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule("personnel_file", Words("人事档案中的工龄材料", "The personnel file's record of service")),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("deemed_days"),
        four_eyes=True,
        counter_only=True,
        reasons=(
            Reason("FILE_SILENT", Words("档案不能证明该段工龄", "The file does not prove the service")),
            *COMMON_REASONS,
        ),
        outcome_titles={"months": Words("认定月数", "Months recognised")},
    )
)
