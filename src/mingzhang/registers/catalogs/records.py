"""What the catalogues answer with, and what an import reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mingzhang.basics.periods import Period

ItemKind = Literal["drug", "service", "consumable"]
ItemClass = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True)
class Item:
    """A drug, service or consumable as one region's catalogue has it for a period.

    `class_` is A 甲 (wholly in scope), B 乙 (after the first self-paid share), C 丙 (wholly the person's).
    `first_share_bp` is in basis points; `price_limit_fen` the highest unit price that counts, None for no limit.
    """

    region: str
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
    source: str
    holds: Period


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A diagnosis code of one version of the national list."""

    version: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one row of an import file; rows are counted as a spreadsheet does, the header being 1."""

    row: int
    column: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows written, or the faults because of which nothing was."""

    read: int
    written: int
    faults: tuple[RowFault, ...] = ()
