"""From cells to rows: strict reading of numbers, months and words; every fault of the file is told at once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingzhang.basics.identifiers import id_card_fault, tidy_id_number
from mingzhang.money.contributions.declaring.columns import (
    CHANGE_WORDS,
    CHANGES,
    COLUMNS,
    FIELDS,
    MONTH_FORM,
    NAMES,
    REASON_WORDS,
    REASONS,
    WAGE_FORM,
    tidy_header,
)
from mingzhang.money.contributions.declaring.records import Change, Fault, Row

HEADER_WITHIN = 10  # rows: a title and a note may stand above the header
MOST_WAGE_FEN = 1_000_000_000_00
LONGEST_NAME = 50
_HALF_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0E: 0x2E, 0xFF0C: 0x2C, 0x3000: 0x20}
_WAGE = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.年]([0-9]{1,2})月?|([0-9]{2}))")
_AS_NUMBER = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+|[1-9][0-9]{14}000")
_PHONE = re.compile(r"1[0-9]{10}")
_DOCUMENT_FAULTS = {
    "length": ("DOCUMENT_LENGTH", "18 位"),
    "date": ("DOCUMENT_DATE", "第 7 至 14 位为出生日期"),
    "check_digit": ("DOCUMENT_CHECK_DIGIT", "末位与前 17 位相符"),
}


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    width: int
    places: Mapping[str, int]


def parse(table: Sequence[Sequence[str]]) -> tuple[tuple[Row, ...], tuple[Fault, ...], int]:
    """The sound rows of a table, all faults in it, and how many rows speak of somebody."""
    header, faults = _header(table)
    if header is None or any(fault.stops for fault in faults):
        return (), faults, 0
    rows: list[Row] = []
    seen: dict[tuple[str, str], int] = {}
    count = 0
    found = list(faults)
    for number, cells in enumerate(table[header.row :], start=header.row + 1):
        if not any(cells):
            continue
        count += 1
        row, wrong = _row(number, {field: _cell(cells, at) for field, at in header.places.items()}, seen)
        beyond = _beyond(number, cells, header)
        found.extend((*wrong, *beyond))
        if row is not None and not beyond:
            rows.append(row)
    if count == 0:
        found.append(Fault(0, "", "NO_ROWS", "", ""))
    return tuple(rows), tuple(found), count


def _header(table: Sequence[Sequence[str]]) -> tuple[_Header | None, tuple[Fault, ...]]:
    """Where the header stands and which column is where; what is missing, doubled or unknown."""
    for number, cells in enumerate(table[:HEADER_WITHIN], start=1):
        names = [tidy_header(cell) for cell in cells]
        if sum(name in NAMES for name in names) >= 2:
            return _places(number, names)
    return None, tuple(
        Fault(1, column.name, "COLUMN_MISSING", column.name, "") for column in COLUMNS if column.required
    )


def _places(number: int, names: Sequence[str]) -> tuple[_Header, tuple[Fault, ...]]:
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for at, name in enumerate(names):
        column = NAMES.get(name)
        if column is None:
            if name:
                faults.append(Fault(number, name, "COLUMN_UNKNOWN", "", name, stops=False))
        elif column.field in places:
            faults.append(Fault(number, name, "COLUMN_TWICE", column.name, name))
        else:
            places[column.field] = at
    missing = [column for column in COLUMNS if column.required and column.field not in places]
    faults += [Fault(number, column.name, "COLUMN_MISSING", column.name, "") for column in missing]
    return _Header(number, len(names), places), tuple(faults)


def _beyond(number: int, cells: Sequence[str], header: _Header) -> tuple[Fault, ...]:
    """What stands to the right of the header: a comma too many, such as 6,000 without quotes, has moved the cells."""
    over = " ".join(cells[header.width :]).strip()
    return (Fault(number, "", "CELLS_BEYOND_HEADER", str(header.width), over),) if over else ()


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _row(
    number: int, cells: Mapping[str, str], seen: dict[tuple[str, str], int]
) -> tuple[Row | None, tuple[Fault, ...]]:
    faults: list[Fault] = []

    def wrong(field: str, code: str, expected: str, *, got: str | None = None, stops: bool = True) -> None:
        said = cells.get(field, "") if got is None else got
        faults.append(Fault(number, FIELDS[field].name, code, expected, said, stops))

    document = tidy_id_number(cells["document"])
    for code, expected in _document_faults(document):
        wrong("document", code, expected)
    employer = cells.get("employer", "")
    first = seen.setdefault((employer, document), number)
    if first != number and document:
        wrong("document", "DUPLICATE_ROW", str(first))
    name = cells["name"]
    if not 0 < len(name) <= LONGEST_NAME:
        wrong("name", "NAME_EMPTY" if not name else "NAME_TOO_LONG", "")
    change = CHANGES.get(cells["change"])
    if change is None:
        wrong("change", "CHANGE_UNKNOWN", CHANGE_WORDS)
    wage = read_wage(cells["wage"])
    if wage is None and (change != "leave" or cells["wage"]):
        wrong("wage", "WAGE_UNREADABLE", WAGE_FORM)
    reason = _reason(cells.get("reason", ""), change)
    if reason is None:
        wrong("reason", "LEAVE_REASON_UNKNOWN", REASON_WORDS)
    month = read_month(cells.get("from_month", ""))
    if month is None and cells.get("from_month", ""):
        wrong("from_month", "MONTH_UNREADABLE", MONTH_FORM)
    phone = cells.get("phone", "").translate(_HALF_WIDTH).replace(" ", "")
    if phone and not _PHONE.fullmatch(phone):
        wrong("phone", "PHONE_UNREADABLE", "1 开头的 11 位数字", stops=False)
        phone = ""
    if change is None or any(fault.stops for fault in faults):
        return None, tuple(faults)
    return Row(number, document, name, wage or 0, change, reason or "", month, employer, phone), tuple(faults)


def _document_faults(document: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a citizen's number; a spreadsheet that took it for a figure has lost its last digits."""
    fault = id_card_fault(document)
    if fault is None:
        return
    yield ("DOCUMENT_AS_NUMBER", "文本格式") if _AS_NUMBER.fullmatch(document) else _DOCUMENT_FAULTS[fault]


def _reason(text: str, change: Change | None) -> str | None:
    """The reason of who leaves by the register's list, None when it is missing or unknown; others need none."""
    return REASONS.get(text) if change == "leave" else text


def read_wage(text: str) -> int | None:
    """A wage in yuan as typed (8000, 8,000.50, full-width digits) in fen; None when it is not one."""
    found = _WAGE.fullmatch(text.translate(_HALF_WIDTH).replace(" ", ""))
    if found is None:
        return None
    whole, rest = found.group(1).replace(",", ""), (found.group(2) or "").ljust(2, "0")
    fen = int(whole) * 100 + int(rest)
    return fen if fen <= MOST_WAGE_FEN else None


def read_month(text: str) -> date | None:
    """A month as typed (2026-01, 2026/1, 202601, 2026年1月); None when it is not one."""
    found = _MONTH.fullmatch(text.translate(_HALF_WIDTH).replace(" ", ""))
    if found is None:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2) or found.group(3)), 1)
    except ValueError:
        return None
