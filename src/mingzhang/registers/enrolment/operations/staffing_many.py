"""Hiring, leaving and confirming for whole declarations: COPY into a staging table, then one statement a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from mingzhang.basics.periods import add_months, month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.checking import next_year
from mingzhang.registers.enrolment.reasons import STOPPED_BECAUSE
from mingzhang.registers.enrolment.records import Departure, Hire, Moved, Wait
from mingzhang.registers.enrolment.waiting import employee_wait
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.registers.enrolment", "staffing.sql")
_COVERAGES = load_statements("mingzhang.registers.enrolment", "coverages.sql")
FAULTS_TOLD = 1000

RowFault = tuple[int, Refusal]


def hire_faults(connection: Connection, region: str, hires: Sequence[Hire], *, now: datetime) -> tuple[RowFault, ...]:
    """What `hire_many` would refuse, by row from 1 (the first thousand); writes nothing."""
    with connection.transaction(force_rollback=True):
        _stage_hires(connection, hires)
        return (*_hire_faults(connection, region, now), *_find_waits(connection, region))


def hire_many(connection: Connection, region: str, hires: Sequence[Hire], *, by: str, now: datetime) -> Moved | Refusal:
    """Employers insure many people, each from a day on, all or none.

    Waits are computed as for one (`hire`). Refuses ROWS_REFUSED when `hire_faults` finds any.
    """
    values = {"region": region, "by": by, "now": now}
    with connection.transaction():
        _stage_hires(connection, hires)
        faults = (*_hire_faults(connection, region, now), *_find_waits(connection, region))
        if faults:
            _unstage(connection, "hired")
            return _first(faults)
        connection.execute(_SQL["set_confirmed"], values)
        switched = len(connection.execute(_SQL["hire_cut"], values).fetchall())
        connection.execute(_SQL["hire_drop"], values)
        connection.execute(_SQL["hire_make_room"], values)
        people = connection.execute(_SQL["hire_insert"], values).rowcount
        _unstage(connection, "hired")
    return Moved(people, switched)


def leave_faults(
    connection: Connection, region: str, departures: Sequence[Departure], *, now: datetime
) -> tuple[RowFault, ...]:
    """What `leave_many` would refuse, by row from 1 (the first thousand); writes nothing."""
    with connection.transaction(force_rollback=True):
        _stage_departures(connection, departures)
        return (*_reason_faults(departures), *_leave_faults(connection, region, now))


def leave_many(
    connection: Connection, region: str, departures: Sequence[Departure], *, by: str, now: datetime
) -> Moved | Refusal:
    """Many people leave their employers, each with a last month, all or none.

    Refuses ROWS_REFUSED when `leave_faults` finds something (REASON_UNKNOWN, NOT_ON_STAFF, LEFT_TWICE, DATE_TOO_FAR).
    """
    values = {"region": region, "by": by, "now": now}
    with connection.transaction():
        _stage_departures(connection, departures)
        faults = (*_reason_faults(departures), *_leave_faults(connection, region, now))
        if faults:
            _unstage(connection, "leaving")
            return _first(faults)
        connection.execute(_SQL["leave_cut_later"], values)
        people = connection.execute(_SQL["leave_stop"], values).rowcount
        _unstage(connection, "leaving")
    return Moved(people)


def confirm_many(
    connection: Connection, region: str, person_ids: Sequence[int], *, on: date, by: str, now: datetime
) -> int:
    """The tax side confirmed these people's enrolment on a day; how many coverages that was."""
    values = {"region": region, "people": list(person_ids), "day": on, "by": by, "now": now}
    return connection.execute(_COVERAGES["confirm_many"], values).rowcount


def _stage_hires(connection: Connection, hires: Sequence[Hire]) -> None:
    connection.execute(_SQL["make_hired"])
    rows: Iterator[tuple[object, ...]] = (
        (
            row,
            h.person_id,
            h.employer_id,
            h.starts,
            h.category,
            h.civil_servant,
            h.tier,
            h.entitled_from,
            h.confirmed_on,
        )
        for row, h in enumerate(hires, start=1)
    )
    _copy(connection, _SQL["copy_hired"], rows)
    connection.execute(_SQL["measure_hired"])


def _stage_departures(connection: Connection, departures: Sequence[Departure]) -> None:
    connection.execute(_SQL["make_leaving"])
    rows: Iterator[tuple[object, ...]] = (
        (
            row,
            d.person_id,
            d.employer_id,
            add_months(month_of(d.last_month), 1),
            d.reason,
            STOPPED_BECAUSE.get(d.reason, ""),
        )
        for row, d in enumerate(departures, start=1)
    )
    _copy(connection, _SQL["copy_leaving"], rows)
    connection.execute(_SQL["measure_leaving"])


def _copy(connection: Connection, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _unstage(connection: Connection, table: str) -> None:
    """Drop the staging table at once: the caller's transaction may go on, and import again."""
    connection.execute(_SQL[f"drop_{table}"])


def _hire_faults(connection: Connection, region: str, now: datetime) -> tuple[RowFault, ...]:
    values = {"region": region, "latest": next_year(now.date()), "limit": FAULTS_TOLD}
    return tuple(_hire_fault(row, values["latest"]) for row in connection.execute(_SQL["hire_faults"], values))


def _hire_fault(found: tuple[Any, ...], latest: object) -> RowFault:
    row, code, starts, since, elsewhere, scheme, status, coverage = found
    facts = {
        "day": starts.isoformat(),
        "since": since.isoformat(),
        "latest": str(latest),
        "region": elsewhere,
        "scheme": scheme,
        "status": status,
        "coverage": coverage,
    }
    return row, Refusal(code, facts, "after_fix")


def _find_waits(connection: Connection, region: str) -> Iterator[RowFault]:
    """Write the first day of benefit into each staged row that has none; yield the rows whose rule is not known."""
    for starts, category, ended, benefit, rows in connection.execute(_SQL["hire_cases"], {"region": region}).fetchall():
        try:
            wait: Wait = employee_wait(view_for(region, starts), category, starts, ended, benefit)
        except UnknownRule as unknown:
            refusal = Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
            yield from ((row, refusal) for row in rows)
            continue
        connection.execute(_SQL["set_waits"], {"day": wait.entitled_from, "rule": wait.rule, "rows": rows})


def _leave_faults(connection: Connection, region: str, now: datetime) -> tuple[RowFault, ...]:
    latest = add_months(month_of(now.date()), 1)
    values = {"region": region, "latest": latest, "limit": FAULTS_TOLD}
    return tuple(
        (row, Refusal(code, _leaving(stops, latest), "after_fix"))
        for row, code, stops in connection.execute(_SQL["leave_faults"], values)
    )


def _leaving(stops: date, latest: date) -> dict[str, str | int | bool | None]:
    month = add_months(stops, -1)
    return {"month": f"{month:%Y-%m}", "day": stops.isoformat(), "latest": latest.isoformat()}


def _reason_faults(departures: Sequence[Departure]) -> Iterator[RowFault]:
    for row, departure in enumerate(departures, start=1):
        if departure.reason not in STOPPED_BECAUSE:
            yield row, Refusal("REASON_UNKNOWN", {"reason": departure.reason}, "after_fix")


def _first(faults: Sequence[RowFault]) -> Refusal:
    """That the list is refused: the first row, its fault's code, and how many rows are faulty."""
    row, refusal = min(faults, key=lambda fault: fault[0])
    return Refusal("ROWS_REFUSED", {"row": row, "rows": len(faults), "fault": refusal.code}, "after_fix")
