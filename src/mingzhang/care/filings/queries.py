"""Reading the filings."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingzhang.basics.periods import Period
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.filings.records import Choice, OffsiteFiling

_SQL = load_statements(__package__ or "", "filings.sql")


def filed_on(connection: Connection, region: str, person_id: int, place: str, day: date) -> OffsiteFiling | None:
    """The latest filing that covers a place on a day; a filing for a city (`NNNN00`) covers its districts."""
    values = {"region": region, "person_id": person_id, "places": covering_places(place), "day": day}
    row = connection.execute(_SQL["filed_on"], values).fetchone()
    return offsite_of(row) if row is not None else None


def filings(connection: Connection, region: str, person_id: int) -> tuple[OffsiteFiling, ...]:
    """All off-site filings of a person, oldest first, ended ones included."""
    values = {"region": region, "person_id": person_id}
    return tuple(offsite_of(row) for row in connection.execute(_SQL["filings"], values).fetchall())


def chosen_on(connection: Connection, region: str, person_id: int, benefit: str, day: date) -> tuple[Choice, ...]:
    """The institutions a person has chosen for a benefit on a day, the primary one first."""
    values = {"region": region, "person_id": person_id, "benefit": benefit, "day": day}
    return tuple(choice_of(row) for row in connection.execute(_SQL["chosen_on"], values).fetchall())


def choices(connection: Connection, region: str, person_id: int) -> tuple[Choice, ...]:
    """All choices of a person, oldest first, ended ones included."""
    values = {"region": region, "person_id": person_id}
    return tuple(choice_of(row) for row in connection.execute(_SQL["choices"], values).fetchall())


def covering_places(place: str) -> list[str]:
    """The divisions a place lies in: itself, its city, its province."""
    return list(dict.fromkeys((place, f"{place[:4]}00", f"{place[:2]}0000")))


def offsite_of(row: tuple[Any, ...]) -> OffsiteFiling:
    """A row of the table as a filing."""
    return OffsiteFiling(*row[:5], Period(row[5], row[6]))


def choice_of(row: tuple[Any, ...]) -> Choice:
    """A row of the table as a choice."""
    return Choice(*row[:6], Period(row[6], row[7]))
