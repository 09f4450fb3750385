"""Returning 退回: posted money leaves the months and the funds again and waits in suspense to be sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions.records import ReceiptLine

_SQL = load_statements("mingzhang.money.contributions", "returning.sql")


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of a receipt as it stands now; amounts in fen.

    `account_part_fen` belongs to the person's account as the month is paid in full; `paid_fen` is what all payments
    together brought for the month; `coverage_id` the coverage that it was due under (0 when nothing is due any more).
    """

    line: ReceiptLine
    account_part_fen: int
    paid_fen: int
    coverage_id: int


def paid_lines(connection: Connection, region: str, receipt_id: int) -> tuple[PaidLine, ...]:
    """The lines of a receipt with what came of their months, in the order of people and months."""
    rows = connection.execute(_SQL["lines_of"], {"region": region, "receipt_id": receipt_id}).fetchall()
    return tuple(PaidLine(ReceiptLine(*row[:7]), *row[7:]) for row in rows)


def return_lines(
    connection: Connection, region: str, lines: Sequence[ReceiptLine], *, refund_id: int, at: datetime, void: bool
) -> int:
    """Take posted lines out of their months and the funds into suspense; the number of the ledger's group.

    Their months must be locked (`receiving.lock_months`) and what was allocated of them be back in collection. With
    `void` nothing is due for the months any more, otherwise they are unpaid again. Raises InvariantBroken when a line
    was not posted: the books would no longer hold.
    """
    row = connection.execute(_SQL["next_group"]).fetchone()
    if row is None or any(line.set_aside for line in lines):
        raise InvariantBroken("only lines that were posted to a month are taken out of it")
    values = {
        "region": region,
        "group_id": row[0],
        "refund_id": refund_id,
        "effective_on": at.date(),
        "person_ids": [line.person_id for line in lines],
        "schemes": [line.scheme for line in lines],
        "months": [line.month for line in lines],
        "person_parts": [line.person_part_fen for line in lines],
        "employer_parts": [line.employer_part_fen for line in lines],
        "late_fees": [line.late_fee_fen for line in lines],
    }
    posted = ledger.post_many(connection, region, _SQL["transfers"], values)
    if isinstance(posted, Refusal):
        raise InvariantBroken(f"a refund could not be taken out of the funds: {posted.code}")
    connection.execute(_SQL["take_off"], values)
    if void:
        connection.execute(_SQL["no_longer_due"], values)
    return int(row[0])


def mark_refunded(connection: Connection, region: str, receipt_id: int, *, at: datetime) -> None:
    """Keep that all of a receipt's money went back."""
    connection.execute(_SQL["mark_refunded"], {"region": region, "receipt_id": receipt_id, "at": at})
