"""Paying out an account 个人账户一次性支取: on death to the heirs, on emigration, settling elsewhere or transfer."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases import (
    COMMON_REASONS,
    Case,
    CaseKind,
    Choice,
    DocumentRule,
    Facts,
    FieldRule,
    Reason,
    Words,
    declare,
)
from mingzhang.books.cases.kinds import Needed
from mingzhang.books.database import Connection
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.accounts import queries
from mingzhang.money.accounts.records import Ground, Payee
from mingzhang.money.applications.papers import BANK_BOOK, IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import day, decider, number, required_text, text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment

GROUNDS = (
    Choice("death", Words("参保人死亡，由继承人申请", "Death: the heirs apply")),
    Choice("emigration", Words("出国（境）定居", "Settling abroad")),
    Choice("settled_elsewhere", Words("异地安置", "Settled in another place")),
    Choice("transfer", Words("关系转移，转入地不接收账户资金", "Transfer to a place that takes no account money")),
)
MOST_PAYEES = 4
WHOLE_BP = 10_000


def asked_for(name: str, proves: str = "") -> Needed:
    """Whether the paper is needed: it proves the ground itself, or the region's rules list it for the ground."""

    def needed(region: str, on: date, facts: Facts) -> bool:
        ground = str(facts.get("ground"))
        listed = queries.documents_for(region, ground, on)
        return ground == proves or (not isinstance(listed, Refusal) and name in listed)

    return needed


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """Record the death where that is the ground, then pay the account out in shares and close it.

    Refuses DIED_ON_MISSING, and what the register and the account refuse.
    """
    ground, payees = required_text(case.facts, "ground"), _payees(case.facts)
    if ground == "death":
        refusal = _report_death(connection, case, now)
        if refusal is not None:
            return refusal
    paid = accounts.withdraw(
        connection,
        case.region,
        case.person_id,
        ground=cast(Ground, ground),  # one of GROUNDS
        payees=payees,
        case_id=case.id,
        by=decider(case),
        now=now,
    )
    if isinstance(paid, Refusal):
        return paid
    return {"withdrawal": record_number(case.region, paid.id), "amount_fen": paid.amount_fen, "payees": len(payees)}


def _report_death(connection: Connection, case: Case, now: datetime) -> Refusal | None:
    died_on = day(case.facts, "died_on")
    if died_on is None:
        return Refusal("DIED_ON_MISSING", {})
    by = decider(case)
    stopped = enrolment.report_death(
        connection, case.region, case.person_id, died_on=died_on, by=by, now=now, case_id=case.id
    )
    return stopped if isinstance(stopped, Refusal) else None


def _payees(facts: Facts) -> tuple[Payee, ...]:
    """Who is paid, as far as it was filled in; a payee without a share gets all."""
    found = []
    for place in range(1, MOST_PAYEES + 1):
        name, account = text(facts, f"payee{place}_name"), text(facts, f"payee{place}_account")
        share = number(facts, f"payee{place}_share")
        if (name, account, share) != (None, None, None):
            found.append(Payee(name or "", account or "", WHOLE_BP if share is None else share))
    return tuple(found)


def _payee_fields(place: int) -> tuple[FieldRule, ...]:
    first = place == 1
    return (
        FieldRule(f"payee{place}_name", Words(f"收款人{place}姓名", f"Payee {place}: name"), required=first),
        FieldRule(
            f"payee{place}_account", Words(f"收款人{place}银行账号", f"Payee {place}: bank account"), "sealed", first
        ),
        FieldRule(
            f"payee{place}_share", Words(f"收款人{place}份额（%）", f"Payee {place}: share (%)"), "percent", False
        ),
    )


def _paper(name: str, zh: str, en: str, proves: str = "") -> DocumentRule:
    return DocumentRule(name, Words(zh, en), asked_for(name, proves))


KIND = declare(
    CaseKind(
        name="account_withdrawal",
        title=Words("个人账户一次性支取", "Paying out an account"),
        fields=(
            FieldRule("ground", Words("支取情形", "Ground"), "choice", choices=GROUNDS),
            FieldRule("died_on", Words("死亡日期", "Day of death"), "day", required=False),
            *(rule for place in range(1, MOST_PAYEES + 1) for rule in _payee_fields(place)),
        ),
        documents=(
            IDENTITY_CARD,
            BANK_BOOK,
            _paper("death_certificate", "死亡证明", "Death certificate", "death"),
            _paper("kinship_proof", "亲属关系证明", "Proof of kinship"),
            _paper("commitment", "承诺书", "Written commitment"),
            _paper("emigration_proof", "出国（境）定居证明", "Proof of settling abroad", "emigration"),
            _paper("settlement_proof", "异地安置证明", "Proof of settling elsewhere", "settled_elsewhere"),
            _paper("transfer_proof", "关系转移凭证", "Certificate of the transfer", "transfer"),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("withdrawal_days"),
        four_eyes=True,
        counter_only=True,
        reasons=(
            Reason("NO_GROUND", Words("不属于可以支取的情形", "None of the grounds for paying out")),
            Reason("HEIRS_UNCLEAR", Words("继承人或份额不明确", "The heirs or their shares are not clear")),
            *COMMON_REASONS,
        ),
        outcome_titles={
            "withdrawal": Words("支取编号", "Withdrawal"),
            "amount_fen": Words("支取金额", "Amount"),
            "payees": Words("收款人数", "Payees"),
        },
    )
)
