"""Staging a chunk of people for an allocation: what is new for them, in a table that lasts one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from mingzhang.basics.refusal import InvariantBroken
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts.planning import RunPlan, Values

_SQL = load_statements("mingzhang.money.accounts", "allocation.sql")
CHUNK = 50_000  # people posted in one transaction: a killed run loses at most this much work and no truth


def fill_fresh(connection: Connection, plan: RunPlan, values: Values) -> None:
    """Stage what is new for a chunk of people: shares of contributions and fixed amounts that have no item yet."""
    connection.execute(_SQL["open_fresh"])
    connection.execute(_SQL["clear_fresh"])
    connection.execute(_SQL["join_ranges"])
    connection.execute(_SQL["shares"], values)
    connection.execute(_SQL["late_shares"], values)
    if plan.longcare:
        connection.execute(_SQL["take_longcare"], values)
        connection.execute(_SQL["drop_unknown"])
    for given in plan.fixed:
        connection.execute(_SQL["fixed"], values | given)
    connection.execute(_SQL["join_rows"])


def chunks_of(connection: Connection, values: Values, size: int) -> Iterator[Values]:
    """The region's people in ranges of their numbers."""
    lowest, highest = one(connection, "span", values)
    for start in range(lowest, highest + 1, size):
        yield {"first": start, "last": start + size - 1}


def one(connection: Connection, statement: str, values: Values) -> tuple[int, ...]:
    """The one row that a statement of the run answers with."""
    row = connection.execute(_SQL[statement], values).fetchone()
    if row is None:
        raise InvariantBroken(f"the allocation statement {statement} answered nothing")
    return row
