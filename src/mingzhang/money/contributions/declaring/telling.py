"""Files for the employer: an empty one to fill in, and the list of what is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from mingzhang.money.contributions.declaring.columns import COLUMNS
from mingzhang.money.contributions.declaring.records import Fault

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def template_file() -> bytes:
    """An empty declaration with every column's name, as CSV that spreadsheets open."""
    return _csv([[column.name for column in COLUMNS]])


def error_file(faults: Iterable[Fault], tell: Callable[[Fault], str], headings: tuple[str, ...]) -> bytes:
    """The faults of a file as CSV under five headings: row, column, what is wrong (`tell`), expected, found.

    What the file says is written as text: a spreadsheet runs none of it as a formula.
    """
    lines = [[str(fault.row), fault.column, tell(fault), fault.expected, fault.got] for fault in faults]
    return _csv([list(headings), *([_harmless(cell) for cell in line] for line in lines)])


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _csv(lines: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue().encode("utf-8-sig")
