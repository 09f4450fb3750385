"""Note what a visit is for (2203): its medical type and diagnoses; sent again, it changes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.operations.changing import lock_visit
from mingzhang.care.visits.queries import visit
from mingzhang.care.visits.records import DiagnosesOrder, Diagnosis, VisitRecord

_SQL = load_statements("mingzhang.care.visits", "visits.sql")


def record_diagnoses(
    connection: Connection, region: str, order: DiagnosesOrder, *, now: datetime
) -> VisitRecord | Refusal:
    """Set the visit's medical type and benefit, add the valid diagnoses, take back those marked as not valid.

    Refuses VISIT_SETTLED once a settlement stands: it was settled as what it was. `now` is the day on which a
    diagnosis without a time of its own was told.
    """
    with connection.transaction():
        locked = lock_visit(
            connection, region, order.visit_id, person_id=order.person_id, institution_code=order.institution_code
        )
        if isinstance(locked, Refusal):
            return locked
        if locked.settled:
            return Refusal("VISIT_SETTLED", {"visit": order.visit_id})
        connection.execute(
            _SQL["record_diagnoses"],
            {
                "region": region,
                "visit_id": order.visit_id,
                "benefit": order.benefit,
                "medical_type": order.medical_type,
                "diagnoses": Jsonb(_merged(locked.diagnoses, order.diagnoses, now)),
                "details": Jsonb({**order.details, "emergency": order.emergency}),
            },
        )
        changed = visit(connection, region, order.visit_id)
    if changed is None:
        raise InvariantBroken("a visit was changed and is gone")
    return changed


def _merged(kept: Iterable[Mapping[str, Any]], sent: Iterable[Diagnosis], now: datetime) -> list[Mapping[str, Any]]:
    """The diagnoses after this message, by kind and code, in their order."""
    merged: dict[tuple[str, str], Mapping[str, Any]] = {(row["kind"], row["code"]): row for row in kept}
    for diagnosis in sent:
        key = (diagnosis.kind, diagnosis.code)
        merged.pop(key, None)
        if diagnosis.valid:
            merged[key] = {
                "kind": diagnosis.kind,
                "ordinal": diagnosis.ordinal,
                "code": diagnosis.code,
                "name": diagnosis.name,
                "department": diagnosis.department,
                "doctor": diagnosis.doctor,
                "diagnosed_at": (diagnosis.diagnosed_at or now).isoformat(),
            }
    return sorted(merged.values(), key=lambda row: (row["kind"], row["ordinal"]))
