"""Reading bills and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.collection.reconciling.records import Bill, BillDifference

_SQL = load_statements("mingzhang.money.collection", "bills.sql")
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class BillTotals:
    """Both sides of a bill: how many payments and fen they took, and how much of it we have booked."""

    theirs: int
    theirs_fen: int
    ours: int
    ours_fen: int


def bills(connection: Connection, region: str, *, limit: int = 50) -> tuple[Bill, ...]:
    """The bills of a region, newest day first."""
    return _bills(connection, region, None, limit)


def bill_by_id(connection: Connection, region: str, bill_id: int) -> Bill | None:
    """A bill, or None."""
    return next(iter(_bills(connection, region, bill_id, 1)), None)


def differences_of(
    connection: Connection, region: str, bill_id: int, *, limit: int = _ALL
) -> tuple[BillDifference, ...]:
    """What a bill and our books see differently, open ones first."""
    return _differences(connection, region, bill_id=bill_id, limit=limit)


def open_differences(connection: Connection, region: str, *, limit: int = 100) -> tuple[BillDifference, ...]:
    """Everything that is still to be settled, of all bills."""
    return _differences(connection, region, state="open", limit=limit)


def open_difference_count(connection: Connection, region: str) -> int:
    """How many differences are still to be settled."""
    row = connection.execute(_SQL["open_count"], {"region": region}).fetchone()
    return int(row[0]) if row is not None else 0


def difference_by_id(connection: Connection, region: str, difference_id: int) -> BillDifference | None:
    """One difference, or None."""
    return next(iter(_differences(connection, region, difference_id=difference_id, limit=1)), None)


def bill_totals(connection: Connection, region: str, bill_id: int) -> BillTotals:
    """What a bill sums up to on both sides."""
    row = connection.execute(_SQL["totals"], {"region": region, "bill_id": bill_id}).fetchone()
    return BillTotals(*row) if row is not None else BillTotals(0, 0, 0, 0)


def _bills(connection: Connection, region: str, bill_id: int | None, limit: int) -> tuple[Bill, ...]:
    values = {"region": region, "bill_id": bill_id, "limit": limit}
    return tuple(Bill(*row) for row in connection.execute(_SQL["bills"], values).fetchall())


def _differences(
    connection: Connection,
    region: str,
    *,
    limit: int,
    bill_id: int | None = None,
    difference_id: int | None = None,
    state: Literal["open", "closed"] | None = None,
) -> tuple[BillDifference, ...]:
    values = {
        "region": region,
        "bill_id": bill_id,
        "difference_id": difference_id,
        "state": state,
        "limit": limit,
    }
    return tuple(BillDifference(*row) for row in connection.execute(_SQL["differences"], values).fetchall())
