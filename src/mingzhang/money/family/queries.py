"""Reading the grants."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingzhang.basics.periods import Period
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.family.records import Grant

_SQL = load_statements(__package__ or "", "grants.sql")


def grants_for(connection: Connection, region: str, member_id: int, day: date) -> tuple[Grant, ...]:
    """The grants under which relatives' accounts may pay for a person on a day, in binding order."""
    values = {"region": region, "member_id": member_id, "day": day}
    return tuple(grant_of(row) for row in connection.execute(_SQL["for_member"], values).fetchall())


def grants_by(connection: Connection, region: str, owner_id: int) -> tuple[Grant, ...]:
    """All grants a person has given, ended ones included, oldest first."""
    values = {"region": region, "owner_id": owner_id}
    return tuple(grant_of(row) for row in connection.execute(_SQL["by_owner"], values).fetchall())


def grants_to(connection: Connection, region: str, member_id: int) -> tuple[Grant, ...]:
    """All grants a person has been given, ended ones included, oldest first."""
    values = {"region": region, "member_id": member_id}
    return tuple(grant_of(row) for row in connection.execute(_SQL["by_member"], values).fetchall())


def grant_of(row: tuple[Any, ...]) -> Grant:
    """A row of the table as a grant."""
    return Grant(*row[:5], Period(row[5], row[6]))
