"""Files for the employer: an empty one to fill in, and the list of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.money.contributions.declaring.records import Fault


def template_file() -> bytes:
    """An empty declaration with every column's name, as CSV that spreadsheets open."""
    raise NotImplementedError


def error_file(faults: Iterable[Fault], language: str = "zh") -> bytes:
    """The faults of a file as CSV: row, column, what is wrong, what was expected, what stands there."""
    raise NotImplementedError
