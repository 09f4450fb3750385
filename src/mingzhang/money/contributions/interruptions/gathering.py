"""Reading what a person's map of months and its gaps rest on."""

from __future__ import annotations

from datetime import date

from mingzhang.books.database import Connection
from mingzhang.money.contributions.interruptions.records import Arrears


def arrears(connection: Connection, region: str, person_id: int, on: date) -> Arrears:
    """A person's months up to a day and the gaps in them, each with its cause, its evidence and how it ended."""
    raise NotImplementedError
