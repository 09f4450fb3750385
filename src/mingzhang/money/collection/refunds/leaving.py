"""Leaving the books 出账: what waited in suspense is with its owner, or never came; the payment is refunded."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import BANK, SUSPENSE, Code
from mingzhang.money.collection.orders import moving
from mingzhang.money.collection.orders import queries as orders
from mingzhang.money.collection.orders.records import Said
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions import operations as contributions

_SQL = load_statements("mingzhang.money.collection", "refunds.sql")


def leave_books(connection: Connection, region: str, refund: Refund, *, by: str, now: datetime) -> None:
    """Book a refund's money out of suspense, in the caller's transaction, once the refund is `paid_back`.

    A payment whose every line went back is refunded, and its order reversed.
    """
    entry = ledger.Entry(Code.REFUND, SUSPENSE, 0, BANK, 0, refund.amount_fen)
    posted = ledger.post(connection, region, [entry], effective_on=now.date(), event_kind="refund", event_id=refund.id)
    if isinstance(posted, Refusal):
        raise InvariantBroken(f"a refund could not leave the books: {posted.code}")
    row = connection.execute(_SQL["all_back"], {"region": region, "receipt_id": refund.receipt_id}).fetchone()
    if row is None or not row[0]:
        return
    contributions.mark_refunded(connection, region, refund.receipt_id, at=now)
    order = orders.order_of_receipt(connection, region, refund.receipt_id)
    if order is not None:
        said = Said("agency" if refund.reason == "NEVER_CAME" else "bank", by, now, code=refund.reason)
        moving.mark_reversed(connection, region, order.id, said=said, now=now)
