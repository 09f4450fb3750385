"""Work in pieces, by one connection or by several beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

from mingzhang.books.database import Connection, connect
from mingzhang.books.jobs import Report

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def work_through(
    connection: Connection,
    pieces: Sequence[Piece],
    work: Callable[[Connection, Piece], Done],
    helpers: int = 0,
    report: Report | None = None,
) -> list[Done]:
    """Do every piece once, each by whichever connection is free; what each gave, in the order in which they ended.

    `helpers` connections of their own are opened beside the caller's. A piece that fails stops the others after their
    present one, and its exception is raised.
    """
    queue = _Queue(iter(pieces))
    done: list[Done] = []

    def labour(own: Connection, tell: Report | None) -> None:
        try:
            while (piece := queue.next()) is not None:
                done.append(work(own, piece))
                if tell is not None:
                    tell("people", len(done), len(pieces))
        except BaseException:
            queue.stop()
            raise

    def help_out() -> None:
        with connect() as own:
            labour(own, None)

    with ThreadPoolExecutor(max(helpers, 1)) as pool:
        helping = [pool.submit(help_out) for _ in range(helpers)]
        labour(connection, report)
        for helper in helping:
            helper.result()
    return done


class _Queue(Generic[Piece]):
    """Hands each piece to one asker; once stopped, to nobody."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self._lock = Lock()
        self._stopped = False

    def next(self) -> Piece | None:
        """The next piece, or None when there is none left."""
        with self._lock:
            return None if self._stopped else next(self._pieces, None)

    def stop(self) -> None:
        """Hand out nothing more."""
        self._stopped = True
