"""Withdraw a visit that was opened and not settled (2202); its unsettled lines go with it."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.operations.changing import lock_visit
from mingzhang.care.visits.queries import visit
from mingzhang.care.visits.records import VisitRecord, VisitWithdrawal

_SQL = load_statements("mingzhang.care.visits", "visits.sql")
_LINES = load_statements("mingzhang.care.visits", "lines.sql")


def withdraw_visit(
    connection: Connection, region: str, order: VisitWithdrawal, *, now: datetime
) -> VisitRecord | Refusal:
    """Withdraw a visit. Refuses VISIT_SETTLED while a settlement stands, VISIT_SERIAL_DIFFERS for another number."""
    with connection.transaction():
        locked = lock_visit(
            connection, region, order.visit_id, person_id=order.person_id, institution_code=order.institution_code
        )
        if isinstance(locked, Refusal):
            return locked
        if order.serial is not None and order.serial != locked.serial:
            return Refusal("VISIT_SERIAL_DIFFERS", {"sent": order.serial})
        if locked.settled:
            return Refusal("VISIT_SETTLED", {"visit": order.visit_id})
        values = {"region": region, "visit_id": order.visit_id, "batch": None, "now": now}
        connection.execute(_LINES["delete_lines"], values)
        connection.execute(_SQL["withdraw_visit"], values)
        withdrawn = visit(connection, region, order.visit_id)
    if withdrawn is None:
        raise InvariantBroken("a visit was withdrawn and is gone")
    return withdrawn
