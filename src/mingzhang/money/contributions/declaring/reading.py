"""From a file's bytes to its table of cells: CSV in the encodings that employers' programs write, and XLSX."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from mingzhang.basics.refusal import Refusal
from mingzhang.money.contributions.declaring.parsing import parse
from mingzhang.money.contributions.declaring.records import Rows

MOST_ROWS = 200_000
MOST_UNPACKED_BYTES = 400 * 2**20  # what a workbook may unfold to: a small file must not fill the memory
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCODINGS = ("utf-8-sig", "gb18030")
Table = Sequence[Sequence[str]]


def read_file(content: bytes, file_name: str) -> Rows | Refusal:
    """Read a CSV (UTF-8 with or without mark, GB18030) or XLSX file into rows and everything that is wrong in them.

    Only the first sheet is read. Refuses FILE_TYPE_UNKNOWN (old Excel files among them), FILE_UNREADABLE, FILE_EMPTY,
    FILE_TOO_LONG.
    """
    table = _table(content)
    if isinstance(table, Refusal):
        return table
    if not any(any(row) for row in table):
        return Refusal("FILE_EMPTY", {})
    if len(table) > MOST_ROWS:
        return Refusal("FILE_TOO_LONG", {"rows": len(table), "most": MOST_ROWS})
    rows, faults, count = parse(table)
    return Rows(file_name, sha256(content).digest(), content, rows, faults, count)


def _table(content: bytes) -> Table | Refusal:
    if content.startswith(_ZIP):
        return _workbook(content)
    if content.startswith(_OLD_EXCEL) or b"\x00" in content:
        return Refusal("FILE_TYPE_UNKNOWN", {})
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _separated(text)
    return Refusal("FILE_UNREADABLE", {})


def _separated(text: str) -> Table | Refusal:
    first = text.lstrip().split("\n", 1)[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error:
        return Refusal("FILE_UNREADABLE", {})


def _workbook(content: bytes) -> Table | Refusal:
    from openpyxl import load_workbook  # slow to load, and few processes read a workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED_BYTES:
                return Refusal("FILE_TOO_LONG", {"rows": MOST_ROWS, "most": MOST_ROWS})
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            return [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError):
        return Refusal("FILE_UNREADABLE", {})


def _text(value: object) -> str:
    """A cell as a person sees it; a number by its shortest exact digits, a day by its month."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m}"
    if isinstance(value, float):
        exact = Decimal(repr(value))
        return f"{exact.to_integral_value():f}" if exact == exact.to_integral_value() else f"{exact:f}"
    return str(value).strip()
