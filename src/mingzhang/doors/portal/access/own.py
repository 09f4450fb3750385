"""The reader's own records, by outside number; another person's do not exist here."""

from __future__ import annotations

from mingzhang.basics.identifiers import read_record_number
from mingzhang.books.database import Connection
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import Settled
from mingzhang.doors.portal.access.reader import Reader


def own_settlement(connection: Connection, reader: Reader, number: str) -> Settled | None:
    """The reader's settlement of that number, or None; a cancellation is shown through what it took back."""
    key = read_record_number(number)
    if key is None or key[0] != reader.region:
        return None
    found = settlement(connection, *key)
    return found if found is not None and found.person_id == reader.person_id and found.cancels is None else None
