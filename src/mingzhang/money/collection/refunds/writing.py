"""Writing a refund down, asked for or found by ourselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mingzhang.basics.refusal import InvariantBroken
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.refunds.records import RefundReason
from mingzhang.money.collection.refunds.rules import expected_back
from mingzhang.money.contributions.records import ReceiptLine
from mingzhang.rules.policy import view_for

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")
OURSELVES = "system"


def write_refund(
    connection: Connection,
    region: str,
    receipt_id: int,
    reason: RefundReason,
    lines: Sequence[ReceiptLine],
    *,
    by: str,
    now: datetime,
    case_id: int | None = None,
    automatic: bool = False,
) -> int:
    """Write a refund with its lines; its number. An automatic one needs no review: the books themselves prove it."""
    expected = expected_back(view_for(region, now.date()))
    values: dict[str, Any] = {
        "region": region,
        "receipt_id": receipt_id,
        "reason": reason,
        "state": "reviewed" if automatic else "asked",
        "amount_fen": sum(line.amount_fen for line in lines),
        "automatic": automatic,
        "case_id": case_id,
        "now": now,
        "by": by,
        "expected_on": expected.on,
        "provisional": expected.provisional,
        "rule": expected.rule,
        "reviewed_at": now if automatic else None,
        "reviewed_by": OURSELVES if automatic else None,
    }
    row = connection.execute(_SQL["insert"], values).fetchone()
    if row is None:
        raise InvariantBroken("a refund was written without a number")
    connection.execute(_SQL["insert_lines"], {"region": region, "refund_id": row[0], **line_columns(lines)})
    return int(row[0])


def line_columns(lines: Sequence[ReceiptLine]) -> dict[str, list[Any]]:
    """Lines as the columns that set-based statements take."""
    return {
        "person_ids": [line.person_id for line in lines],
        "schemes": [line.scheme for line in lines],
        "months": [line.month for line in lines],
        "person_parts": [line.person_part_fen for line in lines],
        "employer_parts": [line.employer_part_fen for line in lines],
        "late_fees": [line.late_fee_fen for line in lines],
    }
