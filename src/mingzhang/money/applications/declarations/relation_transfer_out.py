"""Moving the relation to another region 关系转出: months certified, status closed here, account money sent along."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import COMMON_REASONS, Case, CaseKind, DocumentRule, Facts, FieldRule, Reason, Words, declare
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.accounts import queries
from mingzhang.money.accounts.records import Payee
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.places import other_regions
from mingzhang.money.applications.reading import decider, required_day, required_text, text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """Close the status from the day named, certify months and money, and send the money; refuses what they refuse."""
    by, to_region = decider(case), required_text(case.facts, "to_region")
    account = queries.account_of(connection, case.region, case.person_id, now)
    left = enrolment.transfer_out(
        connection,
        case.region,
        case.person_id,
        to_region=to_region,
        on=required_day(case.facts, "closed_on"),
        by=by,
        now=now,
        account_fen=account.balance_fen,
        case_id=case.id,
    )
    if isinstance(left, Refusal):
        return left
    if account.opened_on is not None and account.closed_on is None:
        moved = accounts.move_out(
            connection,
            case.region,
            case.person_id,
            certificate=left.certificate,
            to_region=to_region,
            now=now,
            by=by,
            receiver=_receiver(case.facts),
        )
        if isinstance(moved, Refusal):
            return moved
    return {
        "certificate": left.certificate,
        "employee_months": left.carried.employee_months,
        "resident_months": left.carried.resident_months,
        "account_fen": account.balance_fen,
    }


def _receiver(facts: Facts) -> Payee | None:
    """The bank account of the agency that takes the person in, where the application names it."""
    name, account = text(facts, "receiver_name"), text(facts, "receiver_account")
    return Payee(name, account) if name is not None and account is not None else None


KIND = declare(
    CaseKind(
        name="relation_transfer_out",
        title=Words("医保关系转出", "Transfer to another region"),
        fields=(
            FieldRule("to_region", Words("转入地", "To which region"), offers=other_regions),
            FieldRule("closed_on", Words("本地参保从哪天起终止", "First day without cover here"), "day"),
            FieldRule("receiver_name", Words("转入地收款户名", "Receiving agency's account name"), required=False),
            FieldRule(
                "receiver_account", Words("转入地收款账号", "Receiving agency's account"), "sealed", required=False
            ),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule("contact_letter", Words("转入地联系函", "Letter of the receiving agency")),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("transfer_days"),
        four_eyes=True,
        counter_only=True,
        reasons=(
            Reason("STILL_INSURED", Words("本地仍在参保缴费", "Still insured and paying here")),
            *COMMON_REASONS,
        ),
        outcome_titles={
            "certificate": Words("参保凭证编号", "Certificate"),
            "employee_months": Words("职工医保月数", "Employee months"),
            "resident_months": Words("居民医保月数", "Resident months"),
            "account_fen": Words("转出的账户余额", "Account money"),
        },
    )
)
