"""From nothing to the first settled bill (cold), and from stopped to the next one (warm)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from bench import town
from bench.books import make_tables, own_place, server_in
from bench.sending import message, post, served
from bench.table import print_table
from mingzhang.books.database import connect

Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """How long it took, in seconds, and what came of it."""
    starts = time.perf_counter()
    result = work()
    return time.perf_counter() - starts, result


def settle_first(visit: town.Visit, number: int) -> None:
    """Start serving and settle one bill."""
    with served():
        answer = post(message(visit, number))
    if b'"infcode":0' not in answer:
        raise SystemExit(answer.decode())


def main() -> None:
    """Two starts on one directory."""
    with own_place() as place:
        server = server_in(place)
        created, _ = timed(server.start)
        try:
            tables, _ = timed(make_tables)
            with connect() as connection, connection.transaction():
                visits = town.build(connection, "440100", "employee", people=10, visits=10, number=1)
            cold, _ = timed(lambda: settle_first(visits[0], 0))
            server.stop()
            started, _ = timed(server.start)
            warm, _ = timed(lambda: settle_first(visits[1], 1))
        finally:
            server.stop()
    rows = (
        ("cold: database created and started", created),
        ("cold: every table made", tables),
        ("cold: served, first bill settled, stopped", cold),
        ("warm: database started", started),
        ("warm: served, first bill settled, stopped", warm),
    )
    print_table(("start", "seconds"), [(what, f"{seconds:.1f}") for what, seconds in rows])


if __name__ == "__main__":
    main()
