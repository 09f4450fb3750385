"""What a bank answers to a file of debits 回盘: checked whole, kept sealed, then taken, a thousand rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingzhang.basics.identifiers import read_record_number, record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs import Report
from mingzhang.money.collection.channels.bank import CHANNEL, batch_by_id
from mingzhang.money.collection.channels.bank_file import (
    PAID,
    AnswerFile,
    AnswerRow,
    Fault,
    FaultyFile,
    key_named,
    read_answer,
)
from mingzhang.money.collection.channels.keys import key_of
from mingzhang.money.collection.channels.signing import sm3_hex
from mingzhang.money.collection.orders.hearing import Spoken, hear_many
from mingzhang.money.collection.orders.records import Said

_SQL = load_statements("mingzhang.money.collection", "channels.sql")
STEP = "answers"
CHUNK = 1_000  # rows in one transaction


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer whose form holds, kept until it is taken."""

    id: int
    batch_id: int
    rows: int
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """What a bank's answer came to: rows, how many orders are posted and failed by it; the rest is unknown."""

    batch_id: int
    taken_at: datetime
    rows: int
    posted: int
    failed: int


def keep_answer(
    connection: Connection, region: str, content: bytes, *, by: str, now: datetime
) -> KeptAnswer | FaultyFile:
    """Check a bank's answer whole and keep it sealed, so that it can be taken later; the same file is kept once."""
    read = _readable(connection, region, content, now)
    if isinstance(read, FaultyFile):
        return read
    values = {
        "region": region,
        "batch_id": read.header.batch_id,
        "digest": _digest(content),
        "content_sealed": vault.seal_content(content),
        "rows": len(read.rows),
        "by": by,
        "now": now,
    }
    connection.execute(_SQL["keep_answer_file"], values)
    row = connection.execute(_SQL["answer_file_of"], values).fetchone()
    if row is None:
        raise InvariantBroken("an answer was kept and is not there")
    return KeptAnswer(*row)


def take_kept_answer(
    connection: Connection, region: str, file_id: int, *, now: datetime, report: Report | None = None
) -> TakenAnswer | Refusal:
    """Take an answer that was kept, by the key that held when it came; otherwise as `take_answer`.

    Refuses ANSWER_FILE_UNKNOWN.
    """
    row = connection.execute(_SQL["answer_file"], {"region": region, "file_id": file_id}).fetchone()
    if row is None:
        return Refusal("ANSWER_FILE_UNKNOWN", {"file": file_id}, "never")
    taken = _take(connection, region, vault.open_content(row[0]), row[1], now, report)
    if isinstance(taken, FaultyFile):
        raise InvariantBroken(f"answer {file_id} was kept without a fault and has {len(taken.faults)} now")
    return taken


def take_answer(
    connection: Connection, region: str, content: bytes, *, now: datetime, report: Report | None = None
) -> TakenAnswer | FaultyFile:
    """Take a bank's answer: each row is a word about its order. A file with a fault has no effect at all.

    The same file again changes nothing and gives the first outcome. A taking that was killed is simply done again;
    `report` is told how far it is.
    """
    return _take(connection, region, content, now, now, report)


def answers_to(connection: Connection, region: str, batch_id: int) -> tuple[TakenAnswer, ...]:
    """The answers that were taken for a batch, oldest first."""
    rows = connection.execute(_SQL["answers"], {"region": region, "batch_id": batch_id}).fetchall()
    return tuple(TakenAnswer(*row) for row in rows)


def _digest(content: bytes) -> bytes:
    return bytes.fromhex(sm3_hex(content))


def _readable(connection: Connection, region: str, content: bytes, came_at: datetime) -> AnswerFile | FaultyFile:
    """The answer when its form holds and every row belongs to its batch."""
    named = key_named(content)
    key = key_of(connection, region, CHANNEL, named, now=came_at) if named else None
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


def _take(
    connection: Connection,
    region: str,
    content: bytes,
    came_at: datetime,
    now: datetime,
    report: Report | None,
) -> TakenAnswer | FaultyFile:
    digest = _digest(content)
    known = connection.execute(_SQL["answer_of"], {"region": region, "digest": digest}).fetchone()
    if known is not None:
        return TakenAnswer(*known)
    read = _readable(connection, region, content, came_at)
    if isinstance(read, FaultyFile):
        return read
    values: dict[str, Any] = {"region": region, "batch_id": read.header.batch_id, "digest": digest, "now": now}
    return _taken(connection, region, read.rows, values, report)


def _taken(
    connection: Connection,
    region: str,
    rows: Sequence[AnswerRow],
    values: dict[str, Any],
    report: Report | None,
) -> TakenAnswer:
    by_whom = f"batch {values['batch_id']}"
    states: list[str] = []
    for first in range(0, len(rows), CHUNK):
        spoken = [_spoken(row, by_whom) for row in rows[first : first + CHUNK]]
        states += hear_many(connection, region, spoken, channel=CHANNEL, now=values["now"])
        if report is not None:
            report(STEP, len(states), len(rows))
    values |= {"rows": len(rows), "posted": states.count("posted"), "failed": states.count("failed")}
    with connection.transaction():
        connection.execute(_SQL["keep_answer"], values)
        connection.execute(_SQL["mark_answered"], values)
    row = connection.execute(_SQL["answer_of"], values).fetchone()
    if row is None:
        raise InvariantBroken("an answer was kept and is not there")
    return TakenAnswer(*row)


def _spoken(row: AnswerRow, by_whom: str) -> Spoken:
    ours = read_record_number(row.order_number)
    if ours is None:
        raise InvariantBroken("an answer that was read names no order")
    code = None if row.result == PAID else row.result
    said = Said("bank", by_whom, row.happened_at, row.serial or None, code)
    return Spoken(ours[1], "paid" if code is None else "failed", said, row.amount_fen)
