"""Issuing papers: when a payment is posted through an order, and for every other payment when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mingzhang.books.database import Connection, load_statements

_SQL = load_statements("mingzhang.money.collection", "documents.sql")


def issue_for_receipt(connection: Connection, region: str, receipt_id: int) -> int:
    """Issue the papers of a posted payment; how many are new. Issuing again changes nothing."""
    return issue_for_receipts(connection, region, [receipt_id])


def issue_for_receipts(connection: Connection, region: str, receipt_ids: Sequence[int]) -> int:
    """The same for many payments at once."""
    values = {"region": region, "receipt_ids": list(receipt_ids)}
    return connection.execute(_SQL["issue_for_receipts"], values).rowcount


def issue_for_person(connection: Connection, region: str, person_id: int) -> int:
    """Issue the papers of every payment for a person, or by one, that has none yet; how many are new.

    Payments of a whole month at once leave their papers until somebody asks, as few people ever do.
    """
    rows = connection.execute(_SQL["unissued"], {"region": region, "person_id": person_id}).fetchall()
    with connection.transaction():
        return sum(issue_for_receipt(connection, region, receipt_id) for (receipt_id,) in rows)


def issue_reversals(connection: Connection, region: str, receipt_id: int, refund_id: int, *, now: datetime) -> int:
    """Issue red papers for what a refund takes back; how many. Called in the refund's transaction."""
    issue_for_receipt(connection, region, receipt_id)
    values = {"region": region, "receipt_id": receipt_id, "refund_id": refund_id, "now": now}
    return connection.execute(_SQL["reverse"], values).rowcount


def note_push(
    connection: Connection, region: str, document_id: int, *, channel: str, delivered: bool, now: datetime
) -> None:
    """Keep whether a paper reached a wallet or channel that it was pushed to."""
    state = "delivered" if delivered else "failed"
    values = {"region": region, "document_id": document_id, "channel": channel, "state": state, "now": now}
    connection.execute(_SQL["push"], values)


def note_shown(connection: Connection, region: str, channel: str, *, shown_through: datetime, now: datetime) -> None:
    """Keep until when a channel shows its payments on its own pages; an earlier moment told later does not count."""
    values = {"region": region, "channel": channel, "shown_through": shown_through, "now": now}
    connection.execute(_SQL["show_through"], values)
