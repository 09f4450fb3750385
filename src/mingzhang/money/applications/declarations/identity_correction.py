"""Correcting who a person is 参保信息更正: name, number or telephone, as the register, card, bank or channel has it."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

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
from mingzhang.books.database import Connection
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import decider, required_text, text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import Holder

HOLDERS = (
    Choice("register", Words("参保登记", "The register")),
    Choice("card", Words("社会保障卡", "The social security card")),
    Choice("bank", Words("银行", "The bank")),
    Choice("channel", Words("缴费或查询渠道", "A channel for paying or looking up")),
)
CHANGES = ("name", "number", "phone")


def of_person(region: str, on: date, facts: Facts) -> bool:
    """The name or number changes, which an office of the police proves."""
    return text(facts, "name") is not None or text(facts, "number") is not None


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """Open a new version of the identity from today; refuses NOTHING_TO_CORRECT and what the register refuses."""
    changes = {field: text(case.facts, field) for field in CHANGES}
    if not any(changes.values()):
        return Refusal("NOTHING_TO_CORRECT", {})
    refusal = enrolment.change_identity(
        connection,
        case.region,
        case.person_id,
        on=now.date(),
        reason=required_text(case.facts, "reason"),
        holder=cast(Holder, required_text(case.facts, "holder")),  # one of HOLDERS
        case_id=case.id,
        by=decider(case),
        now=now,
        name=changes["name"],
        number=changes["number"],
        phone=changes["phone"],
    )
    if refusal is not None:
        return refusal
    return {"holder": text(case.facts, "holder"), "corrected": " ".join(field for field in CHANGES if changes[field])}


KIND = declare(
    CaseKind(
        name="identity_correction",
        title=Words("参保信息更正", "Correction of registered data"),
        fields=(
            FieldRule("holder", Words("哪里的信息有误", "Whose record is wrong"), "choice", choices=HOLDERS),
            FieldRule("name", Words("正确的姓名", "Correct name"), required=False),
            FieldRule("number", Words("正确的证件号码", "Correct document number"), "sealed", required=False),
            FieldRule("phone", Words("正确的手机号码", "Correct telephone"), "sealed", required=False),
            FieldRule("reason", Words("更正原因", "Why"), "long_text"),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule(
                "police_proof",
                Words("户口簿或公安机关变更证明", "Household register or police record"),
                of_person,
            ),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("identity_days"),
        reasons=(
            Reason("PROOF_DIFFERS", Words("证明与申请内容不一致", "The proof does not say what was applied for")),
            *COMMON_REASONS,
        ),
        outcome_titles={
            "holder": Words("更正处", "Corrected at"),
            "corrected": Words("更正内容", "What was corrected"),
        },
    )
)
