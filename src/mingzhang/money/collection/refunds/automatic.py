"""Money that paid for nothing goes back by itself: a month that was paid twice, or more than was due."""

from __future__ import annotations

from datetime import datetime

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.refunds.records import RefundReason
from mingzhang.money.collection.refunds.writing import OURSELVES, line_columns, write_refund
from mingzhang.money.contributions.operations import paid_lines
from mingzhang.money.contributions.records import ReceiptLine

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")


def refund_set_aside(connection: Connection, region: str, receipt_id: int, *, now: datetime) -> tuple[int, ...]:
    """Open a refund for the lines of a receipt that were set aside, by reason; their numbers, () when there are none.

    DUPLICATE where the month is paid in full by others, OVERPAID where less than the line's amount was missing. The
    money lies in suspense and only has to be sent. Called in the transaction that booked the receipt.
    """
    waiting = [paid.line for paid in paid_lines(connection, region, receipt_id) if paid.line.set_aside]
    if not waiting:
        return ()
    rows = connection.execute(_SQL["covers"], {"region": region, **line_columns(waiting)}).fetchall()
    by_reason: dict[RefundReason, list[ReceiptLine]] = {}
    for line, row in zip(waiting, rows, strict=True):
        by_reason.setdefault("DUPLICATE" if row[7] else "OVERPAID", []).append(line)
    return tuple(
        write_refund(connection, region, receipt_id, reason, lines, by=OURSELVES, now=now, automatic=True)
        for reason, lines in sorted(by_reason.items())
    )
