"""Importing whole catalogues from files: everything is checked first, every fault is told, and then all or nothing."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from mingzhang.books.database import Connection
from mingzhang.registers.catalogs.operations import NewItem, put_diagnoses, put_items
from mingzhang.registers.catalogs.records import Diagnosis, Imported, ItemClass, RowFault

Progress = Callable[[int, int], None]
Row = dict[str, str | None]
Thing = TypeVar("Thing", NewItem, Diagnosis)

DRUG_COLUMNS = ("id", "section", "class", "category_code", "name", "dosage_form", "remark")
DIAGNOSIS_COLUMNS = ("code", "name", "gray")
NOT_PAYABLE = "不得纳入"  # of the sections of herbal pieces, the one whose pieces the fund may not pay
HERBAL = "中药饮片"
FEE_CATEGORY = {"西药": "09", "中成药": "11", HERBAL: "10"}
REPORT_EVERY = 1_000


def import_drugs(
    connection: Connection,
    region: str,
    path: Path,
    *,
    starts: date,
    ends: date | None,
    class_b_share_bp: int,
    source: str,
    progress: Progress | None = None,
) -> Imported:
    """Import the national drug catalogue (columns `id, section, class, category_code, name, dosage_form, remark`).

    The file has no product codes, so an item's code is its category and running number. The self-paid share of class B
    乙 is each region's own decision and therefore an argument, in basis points. With any fault nothing is written.
    """
    rows, faults = _read(path, DRUG_COLUMNS)
    items: list[NewItem] = []
    seen: set[str] = set()
    for number, row in rows:
        found = _drug_faults(number, row, seen)
        faults.extend(found)
        if not found:
            items.append(_drug(row, class_b_share_bp))
    if faults:
        return Imported(len(rows), 0, tuple(faults))
    told = _telling(items, progress)
    return Imported(len(rows), put_items(connection, region, told, starts=starts, ends=ends, source=source))


def import_diagnoses(connection: Connection, path: Path, *, version: str, progress: Progress | None = None) -> Imported:
    """Import a national code list (columns `code, name, gray`); gray codes 灰码, not to be used, are left out."""
    rows, faults = _read(path, DIAGNOSIS_COLUMNS)
    diagnoses: list[Diagnosis] = []
    seen: set[str] = set()
    for number, row in rows:
        found = _diagnosis_faults(number, row, seen)
        faults.extend(found)
        if not found and row["gray"] == "0":
            diagnoses.append(Diagnosis(version, row["code"] or "", row["name"] or ""))
    if faults:
        return Imported(len(rows), 0, tuple(faults))
    told = tuple(_telling(diagnoses, progress))
    return Imported(len(rows), put_diagnoses(connection, told, version=version))


def _read(path: Path, columns: Sequence[str]) -> tuple[list[tuple[int, Row]], list[RowFault]]:
    """The file's rows with their numbers as a spreadsheet counts them, or the fault that makes it unreadable."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                return [], [RowFault(1, column, "a column of this name", "none") for column in missing]
            return [(number, row) for number, row in enumerate(reader, start=2)], []
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        return [], [RowFault(1, "file", "a readable CSV file in UTF-8", type(error).__name__)]


def _drug_faults(number: int, row: Row, seen: set[str]) -> list[RowFault]:
    faults = _ragged(number, row)
    if faults:
        return faults
    herbal = HERBAL in (row["section"] or "")
    if not (row["name"] or "").strip():
        faults.append(RowFault(number, "name", "a name", ""))
    if not (row["id"] or "").isdigit():
        faults.append(RowFault(number, "id", "a running number", row["id"] or ""))
    if row["class"] not in (("", "甲", "乙") if herbal else ("甲", "乙")):
        faults.append(RowFault(number, "class", "甲 or 乙", row["class"] or ""))
    if _fee_category(row["section"] or "") is None:
        faults.append(RowFault(number, "section", "西药, 中成药 or 中药饮片", row["section"] or ""))
    return faults + _repeated(number, "id", row["id"] or "", seen)


def _diagnosis_faults(number: int, row: Row, seen: set[str]) -> list[RowFault]:
    faults = _ragged(number, row)
    if faults:
        return faults
    faults.extend(RowFault(number, column, "not empty", "") for column in ("code", "name") if not row[column])
    if row["gray"] not in ("0", "1"):
        faults.append(RowFault(number, "gray", "0 or 1", row["gray"] or ""))
    return faults + _repeated(number, "code", row["code"] or "", seen)


def _ragged(number: int, row: Row) -> list[RowFault]:
    """A row with more or fewer cells than the header."""
    if None in row.values() or None in row:
        return [RowFault(number, "row", "as many cells as the header", "more or fewer")]
    return []


def _repeated(number: int, column: str, value: str, seen: set[str]) -> list[RowFault]:
    if value in seen:
        return [RowFault(number, column, "each value once", value)]
    seen.add(value)
    return []


def _fee_category(section: str) -> str | None:
    """The national fee category of a section; negotiated and bidding drugs are western unless they say otherwise."""
    if HERBAL in section:
        return FEE_CATEGORY[HERBAL]
    if "中成药" in section:
        return FEE_CATEGORY["中成药"]
    return FEE_CATEGORY["西药"] if "西药" in section or "竞价药品" in section else None


def _drug(row: Row, class_b_share_bp: int) -> NewItem:
    section, category, dosage = row["section"] or "", row["category_code"] or "", row["dosage_form"] or ""
    class_: ItemClass = "C" if NOT_PAYABLE in section else "B" if row["class"] == "乙" else "A"
    return NewItem(
        code=f"{category or 'T'}-{row['id']}",
        name=f"{row['name']}（{dosage}）" if dosage else row["name"] or "",
        kind="drug",
        class_=class_,
        first_share_bp={"A": 0, "B": class_b_share_bp, "C": 10_000}[class_],
        price_limit_fen=None,
        essential=False,
        category=_fee_category(section) or "",
        unit="",
        restriction=row["remark"] or "",
    )


def _telling(things: Sequence[Thing], progress: Progress | None) -> Iterator[Thing]:
    """The same things one by one, telling the progress every thousand and at the end."""
    for done, thing in enumerate(things, start=1):
        yield thing
        if progress is not None and (done % REPORT_EVERY == 0 or done == len(things)):
            progress(done, len(things))
