"""Importing a bill: a CSV of a channel's day, read whole or not at all; the same bill twice is one bill."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, cast

from psycopg import Rollback

from mingzhang.basics.identifiers import read_record_number
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.channels.bank_file import Fault, FaultyFile
from mingzhang.money.collection.channels.signing import sm3_hex
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.collection.reconciling import queries
from mingzhang.money.collection.reconciling.records import Bill, BillRow

_SQL = load_statements("mingzhang.money.collection", "bills.sql")
COLUMNS = ("order", "serial", "fen", "status")
MOST_FAULTS = 1000
_LONGEST_SERIAL = 64


def read_bill(content: bytes) -> tuple[BillRow, ...] | FaultyFile:
    """A bill from its CSV (UTF-8, columns order, serial, fen, status); tells every fault, up to a thousand.

    `order` is our number or empty, `serial` the channel's, `fen` a whole number above 0, `status` paid or failed.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return FaultyFile((Fault(0, "file", "UTF-8", f"byte {error.start}"),))
    lines = csv.reader(io.StringIO(text))
    if tuple(next(lines, ())) != COLUMNS:
        return FaultyFile((Fault(1, "header", ",".join(COLUMNS), text.partition("\n")[0][:80]),))
    rows: list[BillRow] = []
    faults: list[Fault] = []
    for number, fields in enumerate(lines, 2):
        wrong = list(_row_faults(number, fields))
        faults += wrong
        if len(faults) >= MOST_FAULTS:
            break
        if not wrong:
            order, serial, fen, status = fields
            rows.append(BillRow(order or None, serial, int(fen), cast(Any, status)))
    return FaultyFile(tuple(faults)) if faults else tuple(rows)


def import_bill(
    connection: Connection, region: str, channel: str, day: date, rows: Sequence[BillRow], *, by: str, now: datetime
) -> Bill | Refusal:
    """Keep a channel's bill for a day; the same rows again give back the first bill.

    Refuses CHANNEL_UNKNOWN, BILL_EMPTY, and BILL_OF_DAY_EXISTS when another bill for the day is there. A hundred
    thousand rows take a second or two.
    """
    if channel not in CHANNELS:
        return Refusal("CHANNEL_UNKNOWN", {"channel": channel}, "never")
    if not rows:
        return Refusal("BILL_EMPTY", {"day": day.isoformat()})
    paid = sum(row.amount_fen for row in rows if row.status == "paid")
    values: dict[str, Any] = {
        "region": region,
        "channel": channel,
        "day": day,
        "digest": _digest(region, channel, day, rows),
        "rows": len(rows),
        "amount_fen": paid,
        "now": now,
        "by": by,
    }
    outcome: int | Refusal
    with connection.transaction() as whole:
        written = connection.execute(_SQL["insert"], values).fetchone()
        if written is None:
            outcome = _same_bill(connection, values)
            raise Rollback(whole)
        outcome = int(written[0])
        with connection.cursor() as cursor, cursor.copy(_SQL["copy_rows"]) as copy:
            for line, row in enumerate(rows, 1):
                copy.write_row((region, outcome, line, row.order_number, row.serial, row.amount_fen, row.status))
    if isinstance(outcome, Refusal):
        return outcome
    found = queries.bill_by_id(connection, region, outcome)
    if found is None:
        raise InvariantBroken("a bill was imported and is not there")
    return found


def _same_bill(connection: Connection, values: dict[str, Any]) -> int | Refusal:
    known = connection.execute(_SQL["by_digest"], values).fetchone()
    if known is not None:
        return int(known[0])
    return Refusal("BILL_OF_DAY_EXISTS", {"channel": values["channel"], "day": values["day"].isoformat()}, "never")


def _digest(region: str, channel: str, day: date, rows: Sequence[BillRow]) -> bytes:
    told = [f"{region}|{channel}|{day}"]
    told += [f"{row.order_number or ''}|{row.serial}|{row.amount_fen}|{row.status}" for row in rows]
    return bytes.fromhex(sm3_hex("\n".join(told).encode()))


def _row_faults(number: int, fields: Sequence[str]) -> Iterator[Fault]:
    if len(fields) != len(COLUMNS):
        yield Fault(number, "row", "four fields", str(len(fields)))
        return
    order, serial, fen, status = fields
    if order and read_record_number(order) is None:
        yield Fault(number, "order", "20 digits or nothing", order[:40])
    if not 0 < len(serial) <= _LONGEST_SERIAL or not serial.isprintable():
        yield Fault(number, "serial", f"1 to {_LONGEST_SERIAL} signs", serial[:40])
    if not (fen.isascii() and fen.isdigit() and 0 < len(fen) <= 15 and int(fen) > 0):
        yield Fault(number, "fen", "a number above 0", fen[:40])
    if status not in ("paid", "failed"):
        yield Fault(number, "status", "paid or failed", status[:40])
