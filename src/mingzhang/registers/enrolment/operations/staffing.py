"""Employers, one by one or many, and their staff one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mingzhang.basics.periods import add_months, month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.operations.status import register, stop
from mingzhang.registers.enrolment.records import Coverage, NewCoverage, NewEmployer, Tier

_SQL = load_statements("mingzhang.registers.enrolment", "staffing.sql")


def register_employers(connection: Connection, region: str, employers: Sequence[NewEmployer]) -> int | Refusal:
    """Enter many employers, all or none; how many are new. Those already there under the same name are passed over.

    Refuses EMPLOYER_CODE_TAKEN (the code is another one's, in the books or earlier in the list), naming the first.
    """
    values = {
        "region": region,
        "codes": [one.code for one in employers],
        "names": [one.name for one in employers],
        "phones": [one.phone for one in employers],
    }
    with connection.transaction():
        taken = connection.execute(_SQL["code_taken"], values).fetchone()
        if taken is not None:
            return Refusal("EMPLOYER_CODE_TAKEN", {"code": taken[0]}, "after_fix")
        return len(connection.execute(_SQL["insert_employers"], values).fetchall())


def hire(
    connection: Connection,
    region: str,
    employer_id: int,
    person_id: int,
    *,
    on: date,
    by: str,
    now: datetime,
    civil_servant: bool = False,
    tier: Tier | None = None,
    entitled_from: date | None = None,
    confirmed_on: date | None = None,
    case_id: int | None = None,
) -> Coverage | Refusal:
    """An employer insures a person from a day on; a resident's or flexible worker's cover here ends with it.

    Refuses EMPLOYER_UNKNOWN, ON_STAFF (of this employer already), STILL_EMPLOYED (the old one has to let go first),
    ALREADY_RETIRED, and what `register` refuses.
    """
    if queries.employer(connection, region, employer_id) is None:
        return Refusal("EMPLOYER_UNKNOWN", {}, "after_fix")
    current = queries.coverage_on(connection, region, person_id, on)
    if current is not None and current.status != "stopped":
        fault = _hire_fault(current, employer_id)
        if fault is not None:
            return fault
    new = NewCoverage("employee", "in_service", on, employer_id, confirmed_on, entitled_from, civil_servant, tier=tier)
    return register(connection, region, person_id, new, by=by, now=now, case_id=case_id, verb="hired")


def leave(
    connection: Connection,
    region: str,
    employer_id: int,
    person_id: int,
    *,
    last_month: date,
    by: str,
    now: datetime,
    reason: str = "left_job",
    note: str = "",
    case_id: int | None = None,
) -> Coverage | Refusal:
    """减员: `last_month` is the last month that the employer insures the person; the cover stops with the next.

    Refuses NOT_ON_STAFF in that month, and what `stop` refuses.
    """
    stops = add_months(month_of(last_month), 1)
    held = queries.coverages(connection, region, person_id)
    theirs = [one for one in held if one.employer_id == employer_id and one.status != "stopped"]
    if not any(one.holds.start < stops and (one.holds.end is None or one.holds.end > stops) for one in theirs):
        return Refusal("NOT_ON_STAFF", {"month": f"{last_month:%Y-%m}"}, "after_fix")
    return stop(
        connection,
        region,
        person_id,
        on=stops,
        reason=reason,
        by=by,
        now=now,
        note=note,
        case_id=case_id,
        verb="left",
    )


def _hire_fault(current: Coverage, employer_id: int) -> Refusal | None:
    """Why somebody covered like this cannot be hired: resident and flexible cover give way, other cover does not."""
    if current.category in ("retired", "retired_paying_on"):
        return Refusal("ALREADY_RETIRED", {}, "never")
    if current.employer_id == employer_id:
        return Refusal("ON_STAFF", {"since": current.holds.start.isoformat()}, "never")
    if current.employer_id is not None:
        return Refusal("STILL_EMPLOYED", {"since": current.holds.start.isoformat()}, "after_fix")
    return None
