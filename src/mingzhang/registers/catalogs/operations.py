"""Writing the catalogues: lists of items that hold from a day, the end of an item, the demo catalogue."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from psycopg.types.range import Range

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.catalogs.queries import DIAGNOSIS_VERSION
from mingzhang.registers.catalogs.records import Diagnosis, ItemClass, ItemKind

_SQL = load_statements(__package__ or "", "items.sql")


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be put into a region's catalogue; price limit in fen, first self-paid share in basis points."""

    code: str
    name: str
    kind: ItemKind
    class_: ItemClass
    first_share_bp: int
    price_limit_fen: int | None
    essential: bool
    category: str
    unit: str
    restriction: str


def put_items(
    connection: Connection,
    region: str,
    items: Iterable[NewItem],
    *,
    starts: date,
    source: str,
    ends: date | None = None,
) -> int:
    """Let items hold from a day: what a code was before ends on that day. How many items were written."""
    with connection.transaction():
        connection.execute(_SQL["stage"])
        connection.execute(_SQL["clear_stage"])
        with connection.cursor() as cursor, cursor.copy(_SQL["copy_staged"]) as copy:
            for item in items:
                copy.write_row(_row(region, item, source, Range(starts, ends)))
        connection.execute(_SQL["end_changed"])
        connection.execute(_SQL["drop_same_start"])
        return connection.execute(_SQL["insert_staged"]).rowcount


def end_item(connection: Connection, region: str, code: str, *, on: date) -> Refusal | None:
    """Take an item out of the catalogue from a day on; ITEM_NOT_IN_CATALOGUE when it is not in it then."""
    done = connection.execute(_SQL["end_item"], {"region": region, "code": code, "day": on}).fetchone()
    return (
        None if done is not None else Refusal("ITEM_NOT_IN_CATALOGUE", {"item": code, "day": on.isoformat()}, "never")
    )


def put_diagnoses(connection: Connection, diagnoses: Sequence[Diagnosis], *, version: str = DIAGNOSIS_VERSION) -> int:
    """Enter a version of the national diagnosis list; names of known codes are brought up to date."""
    with connection.transaction():
        connection.execute(_SQL["stage_diagnoses"])
        connection.execute(_SQL["clear_diagnoses"])
        with connection.cursor() as cursor, cursor.copy(_SQL["copy_diagnoses"]) as copy:
            for diagnosis in diagnoses:
                copy.write_row((diagnosis.code, diagnosis.name))
        return connection.execute(_SQL["merge_diagnoses"], {"version": version}).rowcount


def demo_items() -> tuple[NewItem, ...]:
    """The demo catalogue: some two hundred real items with national-style codes, as typed into `demo_items.csv`."""
    text = files(__package__ or "").joinpath("demo_items.csv").read_text(encoding="utf-8")
    return tuple(
        NewItem(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],  # type: ignore[arg-type]
            class_=row["class"],  # type: ignore[arg-type]
            first_share_bp=to_basis_points(row["first_share"]),
            price_limit_fen=to_fen(row["price_limit"]) if row["price_limit"] else None,
            essential=row["essential"] == "1",
            category=row["category"],
            unit=row["unit"],
            restriction=row["restriction"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def demo_diagnoses() -> tuple[Diagnosis, ...]:
    """Some common diagnoses of the national list, as typed into `demo_diagnoses.csv`."""
    text = files(__package__ or "").joinpath("demo_diagnoses.csv").read_text(encoding="utf-8")
    return tuple(Diagnosis(DIAGNOSIS_VERSION, row["code"], row["name"]) for row in csv.DictReader(text.splitlines()))


def _row(region: str, item: NewItem, source: str, holds: Range[date]) -> tuple[object, ...]:
    return (
        region,
        item.code,
        item.name,
        item.kind,
        item.class_,
        item.first_share_bp,
        item.price_limit_fen,
        item.essential,
        item.category,
        item.unit,
        item.restriction,
        source,
        holds,
    )
