"""Carrying out a declaration: all of a file or nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions.declaring.records import DeclarationFile, Preview

Report = Callable[[str, int, int], None]


def declare(
    connection: Connection, region: str, preview: Preview, *, by: str, now: datetime, report: Report
) -> DeclarationFile | Refusal:
    """Take a checked file over: joiners enrolled and hired, leavers ended, wages declared, the month assessed.

    The same file for the same employer and month again gives back the first one. Refuses DECLARATION_FAULTY when a
    fault stops the file.
    """
    raise NotImplementedError
