"""Opening, confirming, changing, suspending and stopping coverage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.operations.journal import Done, write_event
from mingzhang.registers.enrolment.records import Coverage, NewCoverage, Status

_COVERAGES = load_statements("mingzhang.registers.enrolment", "coverages.sql")
_WRITES = load_statements("mingzhang.registers.enrolment", "writes.sql")


def open_coverage(connection: Connection, region: str, person_id: int, new: NewCoverage) -> Coverage | Refusal:
    """Cover a person from `starts`; a coverage that was stopped before then makes room.

    Refuses PERSON_UNKNOWN, DUPLICATE_COVERAGE (another coverage here in the same time), COVERED_ELSEWHERE (an active
    one in another region: 重复参保).
    """
    return _open(connection, region, person_id, new, ("employee", "resident"))


def open_beside(connection: Connection, region: str, person_id: int, new: NewCoverage) -> Coverage | Refusal:
    """As `open_coverage`, but an employee may be covered here while a resident elsewhere: that is ended afterwards."""
    against = ("employee",) if new.scheme == "employee" else ("employee", "resident")
    return _open(connection, region, person_id, new, against)


def cut_for(connection: Connection, region: str, person_id: int, new: NewCoverage, done: Done) -> int:
    """End what a new employment takes the place of here: a resident's cover, or one as a flexible worker; how many."""
    if new.scheme != "employee":
        return 0
    replaced = ("adult", "minor", "student", *(("flexible",) if new.category == "in_service" else ()))
    values = {"region": region, "person_id": person_id, "starts": new.starts, "categories": list(replaced)}
    cut = connection.execute(_COVERAGES["cut_replaced"], values).fetchall()
    connection.execute(_COVERAGES["drop_replaced"], values)
    for (coverage_id,) in cut:
        cause = "joined_other_scheme"
        write_event(connection, region, person_id, "stopped", new.starts, done, coverage_id=coverage_id, cause=cause)
    return len(cut)


def lock_person(connection: Connection, region: str, person_id: int) -> bool:
    """Lock a person until the transaction ends, so that two desks change nobody at once; False for nobody."""
    values = {"region": region, "person_id": person_id}
    return connection.execute(_WRITES["lock_person"], values).fetchone() is not None


def _open(
    connection: Connection, region: str, person_id: int, new: NewCoverage, against: tuple[str, ...]
) -> Coverage | Refusal:
    values = {
        "region": region,
        "person_id": person_id,
        "starts": new.starts,
        "ends": new.ends,
        "schemes": list(against),
    }
    with connection.transaction():
        if not lock_person(connection, region, person_id):
            return Refusal("PERSON_UNKNOWN", {}, "never")
        elsewhere = connection.execute(_COVERAGES["elsewhere"], values).fetchone()
        if elsewhere is not None:
            return Refusal("COVERED_ELSEWHERE", {"region": elsewhere[0], "scheme": elsewhere[1]}, "after_fix")
        connection.execute(_COVERAGES["make_room"], values)
        connection.execute(_COVERAGES["drop_stopped"], values)
        overlapping = connection.execute(_COVERAGES["overlapping"], values).fetchone()
        if overlapping is not None:
            facts = {"coverage": overlapping[0], "scheme": overlapping[1], "status": overlapping[2]}
            return Refusal("DUPLICATE_COVERAGE", facts, "after_fix")
        return _insert(connection, region, person_id, new, "active", "")


def confirm_coverage(connection: Connection, region: str, person_id: int, *, on: date) -> int | Refusal:
    """Record that the tax side confirmed the enrolment; how many coverages that was, or NOTHING_TO_CONFIRM."""
    values = {"region": region, "person_id": person_id, "day": on}
    confirmed = len(connection.execute(_COVERAGES["confirm"], values).fetchall())
    return confirmed or Refusal("NOTHING_TO_CONFIRM", {}, "never")


def suspend_coverage(
    connection: Connection, region: str, person_id: int, *, on: date, reason: str
) -> Coverage | Refusal:
    """From a day on the coverage is suspended 暂停; NO_ACTIVE_COVERAGE when there is none to suspend."""
    return _change_status(connection, region, person_id, "suspended", on, reason)


def resume_coverage(
    connection: Connection, region: str, person_id: int, *, on: date, reason: str
) -> Coverage | Refusal:
    """From a day on a suspended coverage is active again; NO_SUSPENDED_COVERAGE when there is none."""
    current = queries.coverage_on(connection, region, person_id, on)
    if current is None or current.status != "suspended":
        return Refusal("NO_SUSPENDED_COVERAGE", {"day": on.isoformat()}, "never")
    with connection.transaction():
        return replace_from(connection, region, current, on, status="active", reason=reason)


def stop_coverage(connection: Connection, region: str, person_id: int, *, on: date, reason: str) -> Coverage | Refusal:
    """From a day on the coverage is stopped 停保, and the reason stays readable until a new one is opened."""
    return _change_status(connection, region, person_id, "stopped", on, reason)


def change_category(
    connection: Connection,
    region: str,
    person_id: int,
    category: str,
    *,
    on: date,
    employer_id: int | None = None,
    reason: str = "",
) -> Coverage | Refusal:
    """From a day on the same scheme holds in another category; `retired` also marks the person as retired."""
    current = queries.coverage_on(connection, region, person_id, on)
    if current is None or current.status != "active":
        return Refusal("NO_ACTIVE_COVERAGE", {"day": on.isoformat()}, "never")
    changed = replace(current, category=category, employer_id=employer_id)
    with connection.transaction():
        if category == "retired":
            connection.execute(_WRITES["retire"], {"region": region, "person_id": person_id, "day": on})
        return replace_from(connection, region, changed, on, status="active", reason=reason)


def _change_status(
    connection: Connection, region: str, person_id: int, status: Status, on: date, reason: str
) -> Coverage | Refusal:
    current = queries.coverage_on(connection, region, person_id, on)
    if current is None or current.status not in ("active", "suspended") or current.status == status:
        return Refusal("NO_ACTIVE_COVERAGE", {"day": on.isoformat()}, "never")
    with connection.transaction():
        return replace_from(connection, region, current, on, status=status, reason=reason)


def replace_from(
    connection: Connection,
    region: str,
    coverage: Coverage,
    on: date,
    *,
    status: Status,
    reason: str,
    cause: str | None = None,
) -> Coverage:
    """End a coverage on a day (or drop it, if it began that day) and go on with a changed one until its old end."""
    values = {"region": region, "coverage_id": coverage.id, "day": on}
    if coverage.holds.start == on:
        connection.execute(_COVERAGES["drop"], values)
    else:
        connection.execute(_COVERAGES["end_on"], values)
    following = NewCoverage(
        coverage.scheme,
        coverage.category,
        on,
        coverage.employer_id,
        coverage.confirmed_on,
        coverage.entitled_from,
        coverage.civil_servant,
        coverage.holds.end,
        coverage.tier,
        coverage.entitled_rule,
    )
    return _insert(connection, region, coverage.person_id, following, status, reason, cause)


def _insert(
    connection: Connection,
    region: str,
    person_id: int,
    new: NewCoverage,
    status: Status,
    reason: str,
    cause: str | None = None,
) -> Coverage:
    connection.execute(
        _COVERAGES["insert"],
        {
            "region": region,
            "person_id": person_id,
            "scheme": new.scheme,
            "category": new.category,
            "employer_id": new.employer_id,
            "status": status,
            "reason": reason,
            "confirmed_on": new.confirmed_on,
            "entitled_from": new.entitled_from or new.starts,
            "civil_servant": new.civil_servant,
            "starts": new.starts,
            "ends": new.ends,
            "tier": new.tier,
            "cause": cause,
            "entitled_rule": new.entitled_rule,
        },
    )
    written = queries.coverage_on(connection, region, person_id, new.starts)
    if written is None:
        raise InvariantBroken("a coverage was opened and is not there")
    return written
