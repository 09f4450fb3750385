"""A channel's bill of a hundred thousand rows: read, imported and reconciled, beside a plain full join of both sides.

`BENCH_ROWS` makes the bill smaller. One row in a thousand tells another amount, one is unknown to us, one of ours is
missing. The peer only counts what differs; ours writes each difference down with its next step.
"""

from __future__ import annotations

import os
import time
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg

from bench.books import own_server
from bench.table import print_table
from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, connect, load_statements, owner_conninfo
from mingzhang.money.collection import operations
from mingzhang.money.collection.channels.bank_file import FaultyFile

_SQL = load_statements("bench", "payments.sql")
ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
REGION, DAY = "440100", date(2025, 3, 15)
CHINA = ZoneInfo("Asia/Shanghai")
AT = datetime(2025, 3, 15, 10, tzinfo=CHINA)
NIGHT = datetime(2025, 3, 16, 2, tzinfo=CHINA)


def main() -> None:
    """Seconds of each step and rows a second, and the comparison beside the join."""
    with own_server(), connect() as connection:
        _build(connection)
        content = _bill()
        started = time.perf_counter()
        rows = operations.read_bill(content)
        read = time.perf_counter() - started
        assert not isinstance(rows, FaultyFile), rows
        started = time.perf_counter()
        bill = operations.import_bill(connection, REGION, "tax", DAY, rows, by="bench", now=NIGHT)
        imported = time.perf_counter() - started
        assert not isinstance(bill, Refusal), bill
        _vacuum()
        peer, counted = _join(connection, bill.id)
        started = time.perf_counter()
        found = operations.reconcile(connection, REGION, bill.id, now=NIGHT)
        reconciled = time.perf_counter() - started
        assert not isinstance(found, Refusal), found
        assert len(found) == sum(counted), (len(found), counted)
    print_table(
        (f"{ROWS:,} rows, {len(found):,} differences", "seconds", "rows a second", "beside the join"),
        [
            _row("read and check the file", read, peer),
            _row("import by COPY", imported, peer),
            _row("reconcile, every difference written", reconciled, peer),
            _row("plain full join, differences counted", peer, peer),
        ],
    )


def _row(name: str, spent: float, peer: float) -> tuple[str, ...]:
    return name, f"{spent:.2f}", f"{ROWS / spent:,.0f}", f"{spent / peer:.1f}"


def _build(connection: Connection) -> None:
    values = {"region": REGION, "rows": ROWS, "at": AT}
    with connection.transaction():
        for statement in ("people", "receipts", "orders"):
            connection.execute(_SQL[statement], values)
    _vacuum()


def _bill() -> bytes:
    """The channel's CSV: rows of our orders, of which one in a thousand each is missing or has another amount."""
    lines = ["order,serial,fen,status"]
    for number in range(1, ROWS + 1):
        if number % 1000 == 1:
            lines.append(f",X{number},5000,paid")  # theirs only; ours is missing
            continue
        amount = 10_000 + number % 1000 + (1 if number % 1000 == 2 else 0)
        status = "failed" if number % 1000 == 0 else "paid"
        lines.append(f"{record_number(REGION, number)},T{number},{amount},{status}")
    return ("\n".join(lines) + "\n").encode()


def _join(connection: Connection, bill_id: int) -> tuple[float, tuple[int, ...]]:
    start = datetime(DAY.year, DAY.month, DAY.day, tzinfo=CHINA)
    values = {"region": REGION, "bill_id": bill_id, "from": start, "until": start + timedelta(days=1)}
    started = time.perf_counter()
    row = connection.execute(_SQL["full_join"], values).fetchone()
    assert row is not None
    return time.perf_counter() - started, row


def _vacuum() -> None:
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("vacuum analyze")


if __name__ == "__main__":
    main()
