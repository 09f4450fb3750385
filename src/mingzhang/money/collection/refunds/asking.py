"""Asking for a refund 申请退费: on a ground that the books prove, for lines that no other refund has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from psycopg import Rollback

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.refunds import queries
from mingzhang.money.collection.refunds.records import Refund, RefundReason
from mingzhang.money.collection.refunds.rules import REASONS, VOIDS, LineGround, not_refundable
from mingzhang.money.collection.refunds.writing import line_columns, write_refund
from mingzhang.money.contributions import operations as contributions
from mingzhang.money.contributions import queries as paid
from mingzhang.money.contributions.operations import PaidLine
from mingzhang.rules.policy import view_for

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")
LineKey = tuple[int, str, date]  # person, scheme, month


def refund(
    connection: Connection,
    region: str,
    receipt_id: int,
    *,
    reason: RefundReason,
    by: str,
    now: datetime,
    lines: Collection[LineKey] | None = None,
    case_id: int | None = None,
) -> Refund | Refusal:
    """Ask that a payment goes back, whole or some of its lines (None: all); somebody else reviews it.

    Refuses RECEIPT_UNKNOWN, RECEIPT_NOT_POSTED, REFUND_REASON_UNKNOWN, LINE_NOT_PAID, ALREADY_REFUNDED (another refund
    has the line), NO_GROUND_FOR_REFUND (the money is where it belongs), BENEFIT_HAS_BEGUN, REFUND_WHOLE_MONTH (nothing
    of the month may stay when it is no longer due) and UNKNOWN_RULE. Nothing is written then.
    """
    if reason not in REASONS:
        return Refusal("REFUND_REASON_UNKNOWN", {"reason": reason}, "never")
    outcome: Refund | Refusal
    with connection.transaction() as whole:
        outcome = _asked(connection, region, receipt_id, reason, by, now, lines, case_id)
        if isinstance(outcome, Refusal):
            raise Rollback(whole)
    return outcome


def _asked(
    connection: Connection,
    region: str,
    receipt_id: int,
    reason: RefundReason,
    by: str,
    now: datetime,
    lines: Collection[LineKey] | None,
    case_id: int | None,
) -> Refund | Refusal:
    values = {"region": region, "receipt_id": receipt_id}
    connection.execute(_SQL["lock_receipt"], values)
    receipt = paid.receipt(connection, region, receipt_id)
    if receipt is None:
        return Refusal("RECEIPT_UNKNOWN", {"receipt": receipt_id}, "never")
    if receipt.posted_at is None:
        return Refusal("RECEIPT_NOT_POSTED", {"receipt": receipt_id}, "later")
    there = {_key(one): one for one in contributions.paid_lines(connection, region, receipt_id)}
    wanted = list(there) if lines is None else list(lines)
    if not wanted or any(key not in there for key in wanted):
        return Refusal("LINE_NOT_PAID", {"receipt": receipt_id}, "never")
    taken = {row[:3]: row[3] for row in connection.execute(_SQL["taken_lines"], values).fetchall()}
    double = next((taken[key] for key in wanted if key in taken), None)
    if double is not None:
        return Refusal("ALREADY_REFUNDED", {"refund": double}, "never")
    chosen = [there[key] for key in wanted]
    refusal = _ungrounded(connection, region, reason, chosen, now)
    if refusal is not None:
        return refusal
    refund_id = write_refund(
        connection, region, receipt_id, reason, [one.line for one in chosen], by=by, now=now, case_id=case_id
    )
    written = queries.refund_by_id(connection, region, refund_id)
    if written is None:
        raise InvariantBroken("a refund was written and is not there")
    return written


def _ungrounded(
    connection: Connection, region: str, reason: RefundReason, chosen: Sequence[PaidLine], now: datetime
) -> Refusal | None:
    view = view_for(region, now.date())
    lines = [one.line for one in chosen]
    rows = connection.execute(_SQL["covers"], {"region": region, **line_columns(lines)}).fetchall()
    for one, row in zip(chosen, rows, strict=True):
        refusal = not_refundable(
            reason, LineGround(one.line.scheme, one.line.month, one.line.set_aside, *row[3:]), view
        )
        if refusal is not None:
            return refusal
        if reason in VOIDS and one.line.person_part_fen + one.line.employer_part_fen < one.paid_fen:
            return Refusal("REFUND_WHOLE_MONTH", {"month": f"{one.line.month:%Y-%m}"})
    return None


def _key(one: PaidLine) -> LineKey:
    return one.line.person_id, one.line.scheme, one.line.month
