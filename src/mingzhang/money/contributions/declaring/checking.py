"""Checking a file against the register and the month's rules."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions.declaring.records import Preview, Rows


def check_declaration(
    connection: Connection, region: str, employer_id: int | None, month: date, rows: Rows, *, on: date
) -> Preview | Refusal:
    """What a file would do for an employer's month on a day; with no employer, each row names its own by code.

    Refuses EMPLOYER_UNKNOWN and UNKNOWN_RULE (the month's rates are not known).
    """
    raise NotImplementedError
