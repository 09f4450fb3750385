"""Taking back 划入收回: the shares of months whose contributions are refunded leave the account again."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import BANK, COLLECTION, PERSONAL

_SQL = load_statements("mingzhang.money.accounts", "taking_back.sql")


def take_back(
    connection: Connection, region: str, person_id: int, months: tuple[date, ...], refund_id: int, now: datetime
) -> dict[date, int] | Refusal:
    """Put the shares of some months back into collection, in the caller's transaction; the fen taken from each month.

    A month that was not allocated yet is left out. What long-term care had taken off comes back from outside. Waits for
    an allocation run that is at work, so that a share is never given and taken at once. Refuses ACCOUNT_PART_SPENT when
    less is available than was allocated, because it is spent or held: nothing is written then.
    """
    values = {"region": region, "person_id": person_id, "months": list(months)}
    with connection.transaction():
        connection.execute(_SQL["one_at_a_time"], values)
        rows = connection.execute(_SQL["allocated"], values).fetchall()
        shares = [
            ledger.Entry(ledger.Code.ALLOCATION_RETURNED, PERSONAL, person_id, COLLECTION, 0, amount)
            for _, amount, _ in rows
            if amount > 0
        ]
        longcare = [ledger.Entry(ledger.Code.CORRECTION, BANK, 0, COLLECTION, 0, off) for *_, off in rows if off > 0]
        if shares or longcare:
            posted = ledger.post(
                connection,
                region,
                [*shares, *longcare],
                effective_on=now.date(),
                event_kind="refund",
                event_id=refund_id,
            )
            if isinstance(posted, Refusal):
                return _spent(connection, region, person_id, sum(entry.amount_fen for entry in shares))
        connection.execute(_SQL["wait_again"], values)
    return {month: amount for month, amount, _ in rows}


def _spent(connection: Connection, region: str, person_id: int, needed_fen: int) -> Refusal:
    there = ledger.balance(connection, region, PERSONAL, person_id)
    facts = {"needed_fen": needed_fen, "available_fen": there.available_fen, "held_fen": there.held_fen}
    return Refusal("ACCOUNT_PART_SPENT", facts)
