"""Reading what a person's standing rests on."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions.standing.records import Standing


def standing(connection: Connection, region: str, person_id: int, day: date) -> Standing | Refusal:
    """How a person stands on a day; PERSON_UNKNOWN when the region's register has none such."""
    raise NotImplementedError
