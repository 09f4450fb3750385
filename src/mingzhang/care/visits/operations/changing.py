"""What the verbs that change an open visit share: the visit locked, and checked to be the asker's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements

_SQL = load_statements("mingzhang.care.visits", "visits.sql")


@dataclass(frozen=True, slots=True)
class LockedVisit:
    """A visit that nobody else can change until the transaction ends."""

    serial: str
    institution_region: str
    diagnoses: tuple[Mapping[str, Any], ...]
    settled: bool


def lock_visit(
    connection: Connection, region: str, visit_id: int, *, person_id: int, institution_code: str
) -> LockedVisit | Refusal:
    """Lock the visit; refuses one that is unknown, another person's, another institution's or withdrawn."""
    row = connection.execute(_SQL["lock_visit"], {"region": region, "visit_id": visit_id}).fetchone()
    if row is None:
        return Refusal("VISIT_UNKNOWN", {"visit": visit_id}, "never")
    owner, place, code, serial, withdrawn_at, diagnoses, settled = row
    if owner != person_id:
        return Refusal("VISIT_OF_ANOTHER", {"visit": visit_id}, "never")
    if code != institution_code:
        return Refusal("VISIT_ELSEWHERE", {"visit": visit_id}, "never")
    if withdrawn_at is not None:
        return Refusal("VISIT_WITHDRAWN", {"visit": visit_id}, "never")
    return LockedVisit(serial, place, tuple(diagnoses), settled)
