"""Reading the catalogues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mingzhang.basics.periods import Period
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.catalogs.records import Diagnosis, Item

_SQL = load_statements(__package__ or "", "items.sql")
DIAGNOSIS_VERSION = "icd10-yb2"


def item_on(connection: Connection, region: str, code: str, day: date) -> Item | None:
    """An item as the region's catalogue has it on a day; None when it is not in the catalogue on that day."""
    return items_on(connection, region, (code,), day).get(code)


def items_on(connection: Connection, region: str, codes: Sequence[str], day: date) -> dict[str, Item]:
    """Many items on a day, by code; a code that is not in the catalogue on that day is missing."""
    values = {"region": region, "codes": list(codes), "day": day}
    return {item.code: item for row in connection.execute(_SQL["on_day"], values) if (item := _item(row))}


def search(connection: Connection, region: str, text: str, day: date, *, limit: int = 50) -> tuple[Item, ...]:
    """Items of a day whose name contains the text, by name, at most `limit`."""
    values = {"region": region, "text": text.strip(), "day": day, "limit": limit}
    return tuple(_item(row) for row in connection.execute(_SQL["search"], values).fetchall())


def diagnosis(connection: Connection, code: str, *, version: str = DIAGNOSIS_VERSION) -> Diagnosis | None:
    """A diagnosis of the national list, or None when the list (as imported) has no such code."""
    row = connection.execute(_SQL["diagnosis"], {"version": version, "code": code}).fetchone()
    return Diagnosis(*row) if row is not None else None


def _item(row: tuple[Any, ...]) -> Item:
    return Item(*row[:12], Period(row[12], row[13]))
