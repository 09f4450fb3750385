"""Debits by file: one file of all waiting orders goes to the bank; `answers.py` takes what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.channels.bank_file import DebitRow, Header, write_debits
from mingzhang.money.collection.channels.keys import newest_key
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.orders import moving
from mingzhang.money.collection.orders.records import Said

_SQL = load_statements("mingzhang.money.collection", "channels.sql")
CHANNEL = "bank_debit"
LARGEST_FILE = 100_000  # orders in one file


@dataclass(frozen=True, slots=True)
class Batch:
    """One file of debits: how many orders, their sum in fen, when it was sent and first answered."""

    id: int
    channel: str
    day: date
    orders: int
    amount_fen: int
    sent_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class BatchState:
    """How many orders of a batch are in a state, for which reason, and their sum in fen."""

    state: str
    code: str | None
    orders: int
    amount_fen: int


def send_batch(connection: Connection, region: str, *, day: date, now: datetime, by: str) -> Batch | Refusal:
    """Put the waiting debit orders into one file and keep them as sent; the file is read by `batch_file`.

    Orders whose agreement ended meanwhile fail with AGREEMENT_ENDED. Refuses CHANNEL_HAS_NO_KEY and NOTHING_TO_SEND.
    """
    key = newest_key(connection, region, CHANNEL, now=now)
    if key is None:
        return Refusal("CHANNEL_HAS_NO_KEY", {"channel": CHANNEL})
    values: dict[str, Any] = {"region": region, "channel": CHANNEL, "day": day, "limit": LARGEST_FILE, "now": now}
    with connection.transaction():
        waiting = connection.execute(_SQL["to_send"], values).fetchall()
        for order_id, _, _, account in waiting:
            if account is None:
                said = Said("agency", by, now, code="AGREEMENT_ENDED")
                moving.fail_order(connection, region, order_id, said=said, now=now)
        agreed = [row for row in waiting if row[3] is not None]
        if not agreed:
            return Refusal("NOTHING_TO_SEND", {"channel": CHANNEL}, "later")
        rows = [
            DebitRow(record_number(region, order_id), name, vault.open_sealed(account), amount)
            for order_id, amount, name, account in agreed
        ]
        values |= {"orders": len(rows), "amount_fen": sum(row.amount_fen for row in rows), "by": by}
        opened = connection.execute(_SQL["open_batch"], values).fetchone()
        if opened is None:
            raise InvariantBroken("a batch was opened without a number")
        content = write_debits(Header(region, opened[0], day), rows, key.key_id, key.secret)
        values |= {
            "batch_id": opened[0],
            "sent_file": vault.seal_content(content),
            "order_ids": [row[0] for row in agreed],
            "next_check_at": now + CHANNELS[CHANNEL].silent_after,
        }
        connection.execute(_SQL["keep_file"], values)
        connection.execute(_SQL["mark_sent"], values)
    return _batch(connection, region, opened[0])


def batch_file(connection: Connection, region: str, batch_id: int) -> bytes | None:
    """The file of a batch as it goes to the bank, None when there is no such batch."""
    row = connection.execute(_SQL["batch_file"], {"region": region, "batch_id": batch_id}).fetchone()
    return vault.open_content(row[0]) if row is not None else None


def batches(connection: Connection, region: str, *, limit: int = 50) -> tuple[Batch, ...]:
    """The newest files of debits."""
    rows = connection.execute(_SQL["batches"], {"region": region, "limit": limit}).fetchall()
    return tuple(Batch(*row) for row in rows)


def batch_by_id(connection: Connection, region: str, batch_id: int) -> Batch | None:
    """A file of debits, or None."""
    row = connection.execute(_SQL["batch"], {"region": region, "batch_id": batch_id}).fetchone()
    return Batch(*row) if row is not None else None


def batch_states(connection: Connection, region: str, batch_id: int) -> tuple[BatchState, ...]:
    """What became of a batch's orders so far."""
    rows = connection.execute(_SQL["batch_states"], {"region": region, "batch_id": batch_id}).fetchall()
    return tuple(BatchState(*row) for row in rows)


def _batch(connection: Connection, region: str, batch_id: int) -> Batch:
    found = batch_by_id(connection, region, batch_id)
    if found is None:
        raise InvariantBroken("a batch was written and is not there")
    return found
