"""Quoting a late payment."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions.late.records import LateQuote


def late_quote(
    connection: Connection, region: str, person_id: int, *, on: date, through: date | None = None
) -> LateQuote | Refusal:
    """What paying a person's overdue months (up to `through`) costs on a day, and what it restores.

    Refuses NOTHING_MISSING, OUTSIDE_REPAIR_WINDOW (with the day it ended) and UNKNOWN_RULE where the amount itself
    cannot be known; an unknown consequence is named in the quote instead.
    """
    raise NotImplementedError
