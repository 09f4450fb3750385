"""What stands on a paper, in words: the same shape for receipts, statements and certificates."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a heading, its columns, rows of as many cells, and a last row of totals if there is one.

    `amounts` are the places of the columns that hold amounts, set to the right.
    """

    columns: Row
    rows: tuple[Row, ...]
    heading: str = ""
    total: Row = ()
    amounts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: title, issuer, what it says (label and value), tables, notes, and how it is verified.

    `stamp` is printed across it when it no longer counts (已冲红). `verify_at` is the address that the square code
    holds; `language` is `zh` or `en` and decides the PDF's own language mark.
    """

    title: str
    issuer: str
    number: str
    fields: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    stamp: str = ""
    verify_at: str = ""
    verify_says: str = ""
    footer: str = ""
    language: str = "zh"
