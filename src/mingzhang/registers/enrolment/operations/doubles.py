"""Ending one of two coverages in the same time 重复参保."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.operations.journal import Done, write_event
from mingzhang.registers.enrolment.operations.status import stop
from mingzhang.registers.enrolment.records import Cover, Coverage, Duplicate, PersonKey


def end_duplicate(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    end: PersonKey,
    on: date,
    by: str,
    now: datetime,
    case_id: int | None = None,
) -> Coverage | Refusal:
    """Of a person insured twice, stop the cover that `end` names from a day on; the other one stays.

    Refuses NO_DUPLICATE (that day, with that cover), OTHER_IS_KEPT (the rule keeps the one that is to be ended), and
    what `duplicates` and `stop` refuse.
    """
    found = queries.duplicates(connection, region, person_id, on)
    if isinstance(found, Refusal):
        return found
    double = next((one for one in found if _side(one, end) is not None and one.mine.key != one.other.key), None)
    if double is None:
        return Refusal("NO_DUPLICATE", {"day": on.isoformat()}, "never")
    if double.keep is not None and double.keep.key == end:
        facts = {"scheme": double.keep.coverage.scheme, "region": double.keep.key.region}
        return Refusal("OTHER_IS_KEPT", facts, "after_fix")
    done = Done(by, now, case_id)
    with connection.transaction():
        stopped = stop(
            connection, end.region, end.person_id, on=on, reason="duplicate", by=by, now=now, case_id=case_id
        )
        if isinstance(stopped, Refusal):
            return stopped
        write_event(connection, region, person_id, "duplicate_ended", on, done, note=end.number)
    return stopped


def _side(double: Duplicate, key: PersonKey) -> Cover | None:
    """The side of a double that is somebody's."""
    return next((side for side in (double.mine, double.other) if side.key == key), None)
