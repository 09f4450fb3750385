"""Debits by file: one file of all waiting orders goes to the bank, its answers come back in any number of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzhang.basics.identifiers import read_record_number, record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs import Report
from mingzhang.money.collection.channels.bank_file import (
    PAID,
    AnswerFile,
    AnswerRow,
    DebitRow,
    Fault,
    FaultyFile,
    Header,
    key_named,
    read_answer,
    write_debits,
)
from mingzhang.money.collection.channels.keys import key_of, newest_key
from mingzhang.money.collection.channels.signing import sm3_hex
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
class TakenAnswer:
    """What a bank's answer came to: rows, how many orders are posted and failed by it; the rest is unknown."""

    batch_id: int
    taken_at: datetime
    rows: int
    posted: int
    failed: int


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


def take_answer(
    connection: Connection, region: str, content: bytes, *, now: datetime, report: Report | None = None
) -> TakenAnswer | FaultyFile:
    """Take a bank's answer: each row is a word about its order. A file with a fault has no effect at all.

    The same file again changes nothing and gives the first outcome. Each row is a transaction of its own, so a taking
    that was killed is simply done again; `report` is told how far it is.
    """
    digest = bytes.fromhex(sm3_hex(content))
    known = connection.execute(_SQL["answer_of"], {"region": region, "digest": digest}).fetchone()
    if known is not None:
        return TakenAnswer(*known)
    read = _readable(connection, region, content, now)
    if isinstance(read, FaultyFile):
        return read
    values: dict[str, Any] = {"region": region, "batch_id": read.header.batch_id, "digest": digest, "now": now}
    return _taken(connection, region, read.rows, values, report)


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


def answers_to(connection: Connection, region: str, batch_id: int) -> tuple[TakenAnswer, ...]:
    """The answers that were taken for a batch, oldest first."""
    rows = connection.execute(_SQL["answers"], {"region": region, "batch_id": batch_id}).fetchall()
    return tuple(TakenAnswer(*row) for row in rows)


def _readable(connection: Connection, region: str, content: bytes, now: datetime) -> AnswerFile | FaultyFile:
    """The answer when its form holds and every row belongs to its batch."""
    named = key_named(content)
    key = key_of(connection, region, CHANNEL, named, now=now) if named else None
    read = read_answer(content, key.secret if key is not None else None)
    if isinstance(read, FaultyFile):
        return read
    batch = batch_by_id(connection, region, read.header.batch_id)
    if batch is None or read.header.region != region or batch.day != read.header.day:
        return FaultyFile((Fault(1, "batch", "a batch of this region and day", str(read.header.batch_id)),))
    rows = connection.execute(_SQL["batch_orders"], {"region": region, "batch_id": batch.id}).fetchall()
    amounts = {record_number(region, order_id): amount for order_id, amount in rows}
    faults = [fault for line, row in enumerate(read.rows, 2) for fault in _foreign(amounts, line, row)]
    return FaultyFile(tuple(faults)) if faults else read


def _foreign(amounts: Mapping[str, int], line: int, row: AnswerRow) -> Sequence[Fault]:
    expected = amounts.get(row.order_number)
    if expected is None:
        return (Fault(line, "order number", "an order of the batch", row.order_number),)
    if expected != row.amount_fen:
        return (Fault(line, "fen", str(expected), str(row.amount_fen)),)
    return ()


def _taken(
    connection: Connection,
    region: str,
    rows: Sequence[AnswerRow],
    values: dict[str, Any],
    report: Report | None,
) -> TakenAnswer:
    now = values["now"]
    states = []
    for done, row in enumerate(rows, 1):
        ours = read_record_number(row.order_number)
        if ours is None:
            raise InvariantBroken("an answer that was read names no order")
        code = None if row.result == PAID else row.result
        said = Said("bank", f"batch {values['batch_id']}", row.happened_at, row.serial or None, code)
        word: moving.Word = "paid" if code is None else "failed"
        heard = moving.hear(connection, region, ours[1], word, said=said, now=now, amount_fen=row.amount_fen)
        if isinstance(heard, Refusal):
            raise InvariantBroken(f"order {row.order_number} was in the batch and is not there")
        states.append(heard.state)
        if report is not None:
            report("answers", done, len(rows))
    values |= {"rows": len(rows), "posted": states.count("posted"), "failed": states.count("failed")}
    with connection.transaction():
        connection.execute(_SQL["keep_answer"], values)
        connection.execute(_SQL["mark_answered"], values)
    row = connection.execute(_SQL["answer_of"], values).fetchone()
    if row is None:
        raise InvariantBroken("an answer was kept and is not there")
    return TakenAnswer(*row)


def _batch(connection: Connection, region: str, batch_id: int) -> Batch:
    found = batch_by_id(connection, region, batch_id)
    if found is None:
        raise InvariantBroken("a batch was written and is not there")
    return found
