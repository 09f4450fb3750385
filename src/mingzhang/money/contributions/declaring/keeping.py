"""Files as they are kept: what was uploaded, what it said, what came of it."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.books.database import Connection
from mingzhang.money.contributions.declaring.records import DeclarationFile, Preview, Rows


def keep_file(connection: Connection, region: str, preview: Preview, *, by: str, now: datetime) -> DeclarationFile:
    """Keep a checked file, sealed; the same file for the same employer and month is kept once."""
    raise NotImplementedError


def kept_rows(connection: Connection, region: str, file_id: int) -> Rows | None:
    """A kept file, read again."""
    raise NotImplementedError


def file_by_id(connection: Connection, region: str, file_id: int) -> DeclarationFile | None:
    """A kept file by number."""
    raise NotImplementedError


def files_of(
    connection: Connection, region: str, employer_id: int | None = None, *, first: date | None = None
) -> tuple[DeclarationFile, ...]:
    """The kept files, newest first: of one employer, or of everybody."""
    raise NotImplementedError
