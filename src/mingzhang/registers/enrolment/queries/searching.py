"""Searching one region's register, as a counter does: by any number, or by name and day of birth."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.identifiers import read_record_number, tidy_id_number
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.records import FoundPerson

_SQL = load_statements("mingzhang.registers.enrolment", "searching.sql")
LIMIT = 50


def search_people(
    connection: Connection, region: str, text: str, *, on: date, born: date | None = None, limit: int = LIMIT
) -> tuple[FoundPerson, ...]:
    """Whom a text means in a region's register: an identity number, our 20-digit number, a card's, or a whole name.

    `born` narrows a name; `on` is the day whose coverage is told. One statement, however many are found.
    """
    number = tidy_id_number(text)
    ours = read_record_number(number)
    values = {
        "region": region,
        "own_id": ours[1] if ours is not None and ours[0] == region else None,
        "index": vault.blind_index(number),
        "number": number,
        "name": text.strip(),
        "born": born,
        "on": on,
        "limit": limit,
    }
    return tuple(
        FoundPerson(*row[:6], vault.open_sealed(row[6]) if row[6] is not None else None, *row[7:])
        for row in connection.execute(_SQL["search"], values).fetchall()
    )
