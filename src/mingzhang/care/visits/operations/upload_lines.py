"""Add fee lines to a visit (2204): whole batches, each line split as the catalogue of its day says."""

from __future__ import annotations

from datetime import datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits.lines import split_lines, write_lines
from mingzhang.care.visits.operations.changing import lock_visit
from mingzhang.care.visits.queries import lines_of
from mingzhang.care.visits.records import FeeLine, LineRecord, LinesOrder
from mingzhang.care.visits.rules import refuse_lines


def upload_lines(
    connection: Connection, region: str, order: LinesOrder, *, now: datetime
) -> tuple[LineRecord, ...] | Refusal:
    """Split the lines and keep them; the records answered are exactly those sent, in their order.

    Refuses unsound amounts, an unknown item, a serial that the visit has already (LINE_REPEATED when the line is the
    same, LINE_SERIAL_TAKEN when not), a batch that was sent before (BATCH_ALREADY_SENT) and a line that lies in the
    future of `now`.
    """
    if (refused := refuse_lines(order.lines, now.date())) is not None:
        return refused
    with connection.transaction():
        locked = lock_visit(
            connection, region, order.visit_id, person_id=order.person_id, institution_code=order.institution_code
        )
        if isinstance(locked, Refusal):
            return locked
        if (refused := _refuse_repeats(connection, region, order)) is not None:
            return refused
        records = split_lines(connection, locked.institution_region, order.visit_id, order.lines)
        if not isinstance(records, Refusal):
            write_lines(connection, region, records, order.lines)
        return records


def _refuse_repeats(connection: Connection, region: str, order: LinesOrder) -> Refusal | None:
    sent = {line.serial: (row, line) for row, line in enumerate(order.lines, start=1)}
    there = {record.serial: record for record in lines_of(connection, region, order.visit_id)}
    for serial, (row, line) in sent.items():
        if serial in there:
            code = "LINE_REPEATED" if _is_same(there[serial], line) else "LINE_SERIAL_TAKEN"
            return Refusal(code, {"row": row, "serial": serial})
    taken = {record.batch for record in there.values()}
    for row, line in sent.values():
        if line.batch in taken:
            return Refusal("BATCH_ALREADY_SENT", {"row": row, "batch": line.batch})
    return None


def _is_same(record: LineRecord, line: FeeLine) -> bool:
    return (record.batch, record.item_code, record.quantity, record.amount_fen) == (
        line.batch,
        line.item_code,
        line.quantity,
        line.amount_fen,
    )
