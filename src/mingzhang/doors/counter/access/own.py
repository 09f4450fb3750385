"""A person's own records by outside number; another person's do not exist on this person's pages."""

from __future__ import annotations

from mingzhang.basics.identifiers import read_record_number
from mingzhang.books.database import Connection
from mingzhang.care.visits.queries import settlement
from mingzhang.care.visits.records import Settled
from mingzhang.registers.enrolment.records import Person


def bill_of(connection: Connection, person: Person, number: str) -> Settled | None:
    """The person's settlement of that number, or None; a cancellation is shown through what it took back."""
    key = read_record_number(number)
    found = settlement(connection, *key) if key is not None and key[0] == person.region else None
    return found if found is not None and found.person_id == person.id and found.cancels is None else None
