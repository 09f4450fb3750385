"""Refund of contributions 缴费退费: on a ground that the books or a second person prove, by the way the money came."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from mingzhang.basics.fen import yuan_text
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
from mingzhang.books.database import Connection
from mingzhang.money.accounts.operations.taking_back import take_back
from mingzhang.money.applications.papers import IDENTITY_CARD, OTHER
from mingzhang.money.applications.reading import decider, maker, record_id, required_text, text
from mingzhang.money.applications.terms import term
from mingzhang.money.applications.trials import trial
from mingzhang.money.collection.refunds.asking import LineKey, refund
from mingzhang.money.collection.refunds.records import Refund, RefundReason
from mingzhang.money.collection.refunds.reviewing import review_refund
from mingzhang.money.collection.refunds.rules import SET_ASIDE
from mingzhang.money.contributions import queries as contributions
from mingzhang.money.contributions.records import ReceiptLine

GROUNDS = (
    Choice("DUPLICATE", Words("同一月份重复缴费", "The same month was paid twice")),
    Choice("TWO_SCHEMES", Words("同时参加了职工医保和居民医保", "Paid under both schemes for the same time")),
    Choice(
        "IDENTITY_WRONG",
        Words("姓名或证件号码填错，缴到了他人名下", "Paid under a wrong name or number"),
    ),
    Choice("STOPPED_BEFORE_BENEFIT", Words("待遇开始前已经停保", "Left before benefit began")),
    Choice("DIED_BEFORE_BENEFIT", Words("待遇开始前参保人死亡", "Died before benefit began")),
    Choice("OVERPAID", Words("缴费金额多于应缴", "More was paid than was due")),
)


def receipts(connection: Connection, region: str, person_id: int) -> tuple[Choice, ...]:
    """The posted payments for the person, newest first, with the months and what of it is the person's."""
    found = contributions.receipts_for(connection, region, person_id)
    return tuple(
        Choice(record_number(region, paid.id), Words(told := _told(paid.received_at.date(), paid.lines), told))
        for paid in reversed(found)
        if paid.posted_at is not None and paid.refunded_at is None
    )


def _told(day: date, lines: tuple[ReceiptLine, ...]) -> str:
    months = sorted({f"{line.month:%Y-%m}" for line in lines})
    span = months[0] if len(months) == 1 else f"{months[0]} – {months[-1]}"
    return f"{day.isoformat()}  {yuan_text(sum(line.amount_fen for line in lines))}  ({span})"


def identity_wrong(region: str, on: date, facts: Facts) -> bool:
    """Only people can tell that money came under a wrong name, so papers must."""
    return facts.get("ground") == "IDENTITY_WRONG"


def died(region: str, on: date, facts: Facts) -> bool:
    """The ground is a death."""
    return facts.get("ground") == "DIED_BEFORE_BENEFIT"


def carry_out(connection: Connection, case: Case, now: datetime) -> Facts | Refusal:
    """Ask for the refund in the maker's name and approve it in the checker's: the money leaves the months.

    Only the person's own lines go back. Refuses RECEIPT_UNKNOWN, NO_GROUND_FOR_REFUND and what refunds refuse.
    """
    asked = _asked(connection, case, now)
    if isinstance(asked, Refusal):
        return asked
    reviewed = review_refund(
        connection,
        case.region,
        asked.id,
        approve=True,
        by=decider(case),
        now=now,
        take_back=take_back,
        note=case.reason,
    )
    if isinstance(reviewed, Refusal):
        return reviewed
    return {
        "refund": record_number(case.region, reviewed.id),
        "amount_fen": reviewed.amount_fen,
        "expected_on": reviewed.expected_on.isoformat() if reviewed.expected_on is not None else None,
    }


def _asked(connection: Connection, case: Case, now: datetime) -> Refund | Refusal:
    receipt_id, ground = record_id(case.facts, "receipt", case.region), required_text(case.facts, "ground")
    paid = contributions.receipts_for(connection, case.region, case.person_id)
    found = next((one for one in paid if one.id == receipt_id), None)
    if receipt_id is None or found is None:
        return Refusal("RECEIPT_UNKNOWN", {"receipt": required_text(case.facts, "receipt")}, "never")
    month = text(case.facts, "month")
    lines: list[LineKey] = [
        (line.person_id, line.scheme, line.month)
        for line in found.lines
        if line.set_aside == (ground in SET_ASIDE) and month in (None, f"{line.month:%Y-%m}")
    ]
    if not lines:
        facts = {"month": month or f"{found.lines[0].month:%Y-%m}", "reason": ground}
        return Refusal("NO_GROUND_FOR_REFUND", facts)
    return refund(
        connection,
        case.region,
        receipt_id,
        reason=cast(RefundReason, ground),  # one of GROUNDS
        lines=lines,
        case_id=case.id,
        by=maker(case),
        now=now,
    )


KIND = declare(
    CaseKind(
        name="premium_refund",
        title=Words("缴费退费", "Refund of contributions"),
        fields=(
            FieldRule("receipt", Words("哪一笔缴费", "Which payment"), offers=receipts),
            FieldRule("month", Words("只退其中一个月", "Only one month of it"), "month", required=False),
            FieldRule("ground", Words("退费原因", "Ground"), "choice", choices=GROUNDS),
            FieldRule("story", Words("情况说明", "What happened"), "long_text", required=False),
        ),
        documents=(
            IDENTITY_CARD,
            DocumentRule(
                "identity_proof",
                Words("误缴情况证明", "Proof of the mistaken payment"),
                identity_wrong,
            ),
            DocumentRule("death_certificate", Words("死亡证明", "Death certificate"), died),
            OTHER,
        ),
        carry_out=carry_out,
        check=trial(carry_out),
        deadline=term("refund_days"),
        four_eyes=True,
        reasons=(
            Reason("NOT_REFUNDABLE", Words("正常参保缴费不予退还", "Ordinary contributions are not refunded")),
            Reason("BENEFIT_BEGAN", Words("待遇期已经开始", "Benefit has begun")),
            Reason("GROUND_NOT_PROVED", Words("退费原因未得到证实", "The ground is not proved")),
            *COMMON_REASONS,
        ),
        outcome_titles={
            "refund": Words("退费编号", "Refund"),
            "amount_fen": Words("退费金额", "Amount"),
            "expected_on": Words("预计到账日", "Expected by"),
        },
    )
)
