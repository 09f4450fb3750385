"""Reading visits, fee lines and settlements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.records import Adjustment, LineRecord, Settled, VisitRecord

_VISITS = load_statements(__package__ or "", "visits.sql")
_LINES = load_statements(__package__ or "", "lines.sql")
_SETTLEMENTS = load_statements(__package__ or "", "settlements.sql")
_ADJUSTMENTS = load_statements(__package__ or "", "adjustments.sql")


def visit(connection: Connection, region: str, visit_id: int) -> VisitRecord | None:
    """A visit as it stands, or None."""
    row = connection.execute(_VISITS["visit"], {"region": region, "visit_id": visit_id}).fetchone()
    return _visit(row) if row is not None else None


def open_visits(connection: Connection, region: str, person_id: int) -> tuple[VisitRecord, ...]:
    """A person's visits that are neither settled nor withdrawn, oldest first."""
    rows = connection.execute(_VISITS["open_visits"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(_visit(row) for row in rows)


def lines_of(connection: Connection, region: str, visit_id: int, *, batch: str | None = None) -> tuple[LineRecord, ...]:
    """The fee lines of a visit, or of one of its batches, by batch and serial."""
    values = {"region": region, "visit_id": visit_id, "batch": batch}
    return tuple(LineRecord(*row) for row in connection.execute(_LINES["lines"], values).fetchall())


def settlement(connection: Connection, region: str, settlement_id: int) -> Settled | None:
    """A settlement with its payers, or None."""
    found = _settlements(connection, region, [settlement_id])
    return found[0] if found else None


def settlements_of(connection: Connection, region: str, person_id: int, first: date, last: date) -> tuple[Settled, ...]:
    """A person's settlements and cancellations with a service day from `first` to `last`, both included, in order."""
    values = {"region": region, "person_id": person_id, "first": first, "last": last}
    ids = [row[0] for row in connection.execute(_SETTLEMENTS["ids_of_person"], values).fetchall()]
    return _settlements(connection, region, ids)


def adjustments_of(connection: Connection, region: str, settlement_ids: Sequence[int]) -> tuple[Adjustment, ...]:
    """What re-settling changed in these settlements, oldest first."""
    values = {"region": region, "settlements": list(settlement_ids)}
    rows = connection.execute(_ADJUSTMENTS["adjustments"], values).fetchall()
    return tuple(_ADJUSTMENT.decode(row[0]) for row in rows)


def _settlements(connection: Connection, region: str, ids: list[int]) -> tuple[Settled, ...]:
    rows = connection.execute(_SETTLEMENTS["settlements"], {"region": region, "ids": ids}).fetchall()
    return tuple(_DECODER.decode(row[0]) for row in rows)


def _visit(row: tuple[Any, ...]) -> VisitRecord:
    *head, diagnoses, withdrawn_at = row
    return VisitRecord(*head, tuple(diagnoses), withdrawn_at)


_DECODER = msgspec.json.Decoder(Settled)
_ADJUSTMENT = msgspec.json.Decoder(Adjustment)
