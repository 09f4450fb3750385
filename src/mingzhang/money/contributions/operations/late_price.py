"""Preparing a late payment: a quote becomes the lines of an order, and a resident's year gets its late price."""

from __future__ import annotations

from datetime import datetime

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions.late.records import LateQuote
from mingzhang.money.contributions.records import ReceiptLine

_SQL = load_statements("mingzhang.money.contributions", "restoring.sql")


def take_quote(
    connection: Connection, region: str, quote: LateQuote, *, by: str, now: datetime
) -> tuple[ReceiptLine, ...]:
    """The lines that pay a quote, late fee included; what is due is first brought to the quote's price.

    To be called in the transaction that opens the order. A year that got its late price keeps it: the window is over.
    """
    for line in quote.lines:
        if line.late_price:
            values = {
                "region": region,
                "person_id": line.person_id,
                "month": line.month,
                "missing_fen": line.person_part_fen,
                "by": by,
                "now": now,
            }
            connection.execute(_SQL["reprice"], values)
    return tuple(
        ReceiptLine(
            line.person_id, line.scheme, line.month, line.person_part_fen, line.employer_part_fen, line.late_fee_fen
        )
        for line in quote.lines
    )
