"""Take fee lines back (2205): one batch, or every unsettled line of the visit."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.care.visits.operations.changing import lock_visit
from mingzhang.care.visits.queries import lines_of
from mingzhang.care.visits.records import ALL_BATCHES, LinesRemoval

_SQL = load_statements("mingzhang.care.visits", "lines.sql")


def delete_lines(connection: Connection, region: str, order: LinesRemoval, *, now: datetime) -> int | Refusal:
    """Delete the lines; how many there were. A settled batch is refused (BATCH_SETTLED), an unknown one too.

    With ALL_BATCHES every unsettled line goes, settled ones stay, and none at all is no fault. Nothing depends on
    `now`: lines may be taken back as long as they are not settled.
    """
    del now
    with connection.transaction():
        locked = lock_visit(
            connection, region, order.visit_id, person_id=order.person_id, institution_code=order.institution_code
        )
        if isinstance(locked, Refusal):
            return locked
        batch = None if order.batch == ALL_BATCHES else order.batch
        if batch is not None:
            lines = lines_of(connection, region, order.visit_id, batch=batch)
            if not lines:
                return Refusal("BATCH_UNKNOWN", {"batch": batch})
            if any(line.settlement_id is not None for line in lines):
                return Refusal("BATCH_SETTLED", {"batch": batch}, "never")
        values = {"region": region, "visit_id": order.visit_id, "batch": batch}
        return connection.execute(_SQL["delete_lines"], values).rowcount
