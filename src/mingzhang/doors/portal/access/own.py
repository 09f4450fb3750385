"""The reader's own records, by outside number; another person's do not exist here."""

from __future__ import annotations

from mingzhang.basics.identifiers import read_record_number
from mingzhang.books import cases
from mingzhang.books.cases import Case
from mingzhang.books.database import Connection
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import Settled
from mingzhang.doors.portal.access.reader import Reader


def own_settlement(connection: Connection, reader: Reader, number: str) -> Settled | None:
    """The reader's settlement of that number, or None; a cancellation is shown through what it took back."""
    key = _own_key(reader, number)
    found = settlement(connection, *key) if key else None
    return found if found is not None and found.person_id == reader.person_id and found.cancels is None else None


def own_case(connection: Connection, reader: Reader, number: str) -> Case | None:
    """The reader's application of that number, or None."""
    key = _own_key(reader, number)
    found = cases.case(connection, *key) if key else None
    return found if found is not None and found.person_id == reader.person_id else None


def _own_key(reader: Reader, number: str) -> tuple[str, int] | None:
    """The record behind a number of the region at which the reader looks."""
    key = read_record_number(number)
    return key if key is not None and key[0] == reader.region else None
