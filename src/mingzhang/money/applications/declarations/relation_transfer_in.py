"""Taking in a relation from another region 关系转入: certified months count here, account money comes along."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import COMMON_REASONS, Case, CaseKind, DocumentRule, Facts, FieldRule, Reason, Words, declare
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.places import other_regions
from mingzhang.money.applications.reading import decider, number, required_day, required_text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import Carried


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """Take in what the certificate states, months and money; refuses what the register and the account refuse."""
    by, from_region = decider(case), required_text(case.facts, "from_region")
    certificate, money = required_text(case.facts, "certificate"), number(case.facts, "account_fen") or 0
    employee, resident = number(case.facts, "employee_months") or 0, number(case.facts, "resident_months") or 0
    taken = enrolment.transfer_in(
        connection,
        case.region,
        case.person_id,
        from_region=from_region,
        certificate=certificate,
        carried=Carried(employee, resident, account_fen=money),
        closed_on=required_day(case.facts, "closed_on"),
        by=by,
        now=now,
        case_id=case.id,
    )
    if isinstance(taken, Refusal):
        return taken
    if money:
        moved = accounts.move_in(
            connection,
            case.region,
            case.person_id,
            certificate=certificate,
            from_region=from_region,
            amount_fen=money,
            now=now,
            by=by,
        )
        if isinstance(moved, Refusal):
            return moved
    return {
        "certificate": certificate,
        "employee_months": employee,
        "resident_months": resident,
        "account_fen": money,
    }


KIND = declare(
    CaseKind(
        name="relation_transfer_in",
        title=Words("医保关系转入", "Transfer from another region"),
        fields=(
            FieldRule("from_region", Words("转出地", "From which region"), offers=other_regions),
            FieldRule("certificate", Words("参保凭证编号", "Number of the certificate")),
            FieldRule("closed_on", Words("转出地从哪天起终止参保", "First day without cover there"), "day"),
            FieldRule("employee_months", Words("凭证载明的职工医保月数", "Employee months certified"), "number"),
            FieldRule(
                "resident_months",
                Words("凭证载明的居民医保月数", "Resident months certified"),
                "number",
                required=False,
            ),
            FieldRule(
                "account_fen",
                Words("凭证载明的账户余额（元）", "Account money certified (yuan)"),
                "fen",
                required=False,
            ),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule("certificate", Words("参保凭证", "Certificate of insurance")),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("transfer_days"),
        four_eyes=True,
        reasons=(
            Reason("CERTIFICATE_UNFIT", Words("参保凭证无法核实", "The certificate cannot be verified")),
            *COMMON_REASONS,
        ),
        outcome_titles={
            "certificate": Words("参保凭证编号", "Certificate"),
            "employee_months": Words("职工医保月数", "Employee months"),
            "resident_months": Words("居民医保月数", "Resident months"),
            "account_fen": Words("转入的账户余额", "Account money"),
        },
    )
)
