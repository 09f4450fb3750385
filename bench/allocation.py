"""One month's allocation for a million people on a durable server, beside the same rows written by plain SQL.

The peer knows every row before: three statements in one transaction write the items, the transfers and the balances,
with the same keys and indexes, and nothing is looked up, judged or checked. `BENCH_PEOPLE` makes the city smaller.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import psycopg

from bench.books import own_server
from bench.table import print_table
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, connect, load_statements, owner_conninfo
from mingzhang.money.accounts.operations import run_allocation

_SQL = load_statements("bench", "city.sql")
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
OURS, PEER = "440100", "110000"
MONTHS = {date(2025, 3, 1): 0, date(2025, 4, 1): 1}  # with so many helping connections
SINCE = date(2024, 1, 1)
CHINA = ZoneInfo("Asia/Shanghai")


def main() -> None:
    """Seconds and people a second of both, and how much longer the run takes."""
    rows = []
    with own_server(), connect() as connection:
        _build()
        for month, helpers in MONTHS.items():
            ours = _allocate(connection, month, helpers)
            peer = _write_plainly(connection, month)
            name = f"{month:%Y-%m}, {helpers + 1} connection{'s' if helpers else ''}"
            rows += [_row(f"run of {name}", ours, peer), _row("the same rows by plain SQL, 1 connection", peer, peer)]
    print_table((f"{PEOPLE:,} people", "seconds", "people a second", "beside plain"), rows)


def _row(name: str, spent: float, peer: float) -> tuple[str, ...]:
    return name, f"{spent:.1f}", f"{PEOPLE / spent:,.0f}", f"{spent / peer:.2f}"


def _build() -> None:
    """A city: people, coverage, cards, open accounts, and the months paid; references are right by construction."""
    started = time.perf_counter()
    values = {"region": OURS, "people": PEOPLE, "since": SINCE}
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("set session_replication_role = replica")
        owner.execute(_SQL["no_overlap_check"])
        for statement in ("people", "coverages", "cards", "accounts", "balances"):
            owner.execute(_SQL[statement], values)
        for month in MONTHS:
            owner.execute(_SQL["dues"], values | {"month": month})
        owner.execute(_SQL["peer_balances_there"], {"region": PEER, "from_region": OURS})
    print(f"  {PEOPLE:,} people built in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    _vacuum()


def _vacuum() -> None:
    """Statistics and a quiet disk, as a night's maintenance leaves them."""
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("vacuum analyze")
        owner.execute("checkpoint")


def _allocate(connection: Connection, month: date, helpers: int) -> float:
    """Seconds of a month's run; everybody gets the month."""
    now = datetime(month.year, month.month, 28, 20, tzinfo=CHINA)
    started = time.perf_counter()
    result = run_allocation(connection, OURS, month, now=now, helpers=helpers)
    spent = time.perf_counter() - started
    assert not isinstance(result, Refusal), result
    assert result.posted == PEOPLE, result
    _vacuum()
    return spent


def _write_plainly(connection: Connection, month: date) -> float:
    """Seconds of the three statements in one transaction."""
    values = {"region": PEER, "from_region": OURS, "month": month}
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        owner.execute("drop table if exists bench_row")
        owner.execute(_SQL["peer_rows"], values)
    _vacuum()
    started = time.perf_counter()
    with connection.transaction():
        for statement in ("peer_items", "peer_transfers", "peer_balances"):
            connection.execute(_SQL[statement], values)
    spent = time.perf_counter() - started
    _vacuum()
    return spent


if __name__ == "__main__":
    main()
