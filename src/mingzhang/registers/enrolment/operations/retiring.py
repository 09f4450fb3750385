"""Retiring with the years that the region asks for, and months deemed paid 视同缴费."""

from __future__ import annotations

from datetime import date, datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.checking import change_day_fault
from mingzhang.registers.enrolment.operations.coverage import change_category
from mingzhang.registers.enrolment.operations.journal import Done, write_event
from mingzhang.registers.enrolment.records import Coverage, Deemed

_SQL = load_statements("mingzhang.registers.enrolment", "years.sql")


def record_deemed(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    months: int,
    basis: str,
    by: str,
    now: datetime,
    case_id: int | None = None,
) -> Deemed | Refusal:
    """Months count as paid because of work before contributions existed; `basis` names the papers.

    Refuses PERSON_UNKNOWN, MONTHS_NOT_POSITIVE, BASIS_MISSING (no basis named).
    """
    if months <= 0:
        return Refusal("MONTHS_NOT_POSITIVE", {"months": months}, "after_fix")
    if not basis.strip():
        return Refusal("BASIS_MISSING", {}, "after_fix")
    if queries.person(connection, region, person_id) is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    done = Done(by, now, case_id)
    values = {"months": months, "basis": basis.strip(), "by": by, "now": now, "case_id": case_id}
    with connection.transaction():
        row = connection.execute(_SQL["record"], {"region": region, "person_id": person_id, **values}).fetchone()
        write_event(connection, region, person_id, "months_deemed", done.today, done, note=f"{months} {basis.strip()}")
    if row is None:
        raise InvariantBroken("deemed months were recorded without a number")
    return Deemed(row[0], months, basis.strip(), by, now, case_id, None)


def revoke_deemed(
    connection: Connection, region: str, deemed_id: int, *, reason: str, by: str, now: datetime
) -> Refusal | None:
    """Deemed months count no longer; the record stays. Refuses DEEMED_UNKNOWN (none such, or revoked already)."""
    with connection.transaction():
        values = {"region": region, "deemed_id": deemed_id, "now": now}
        row = connection.execute(_SQL["revoke"], values).fetchone()
        if row is None:
            return Refusal("DEEMED_UNKNOWN", {}, "never")
        done = Done(by, now)
        write_event(connection, region, row[0], "months_undeemed", done.today, done, note=f"{row[1]} {reason}")
    return None


def retire(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    on: date,
    by: str,
    now: datetime,
    paying_on: bool = False,
    own: int | None = None,
    required_months: int | None = None,
    case_id: int | None = None,
) -> Coverage | Refusal:
    """From the approved day on the person is insured as retired, or with `paying_on` as 退休延缴 for the years to come.

    `own` are the months really paid here (else those covered); `required_months` what the approval itself states, for a
    region whose years are not known. Refuses YEARS_MISSING (retired, though months are missing), YEARS_COMPLETE (paying
    on, though none are), PERSON_DIED, DATE_TOO_FAR, NO_ACTIVE_COVERAGE, NOT_AN_EMPLOYEE, ALREADY_RETIRED, UNKNOWN_RULE.
    """
    done = Done(by, now, case_id)
    fault = _retiring_fault(connection, region, person_id, on, done.today)
    if fault is not None:
        return fault
    years = queries.years_towards_retirement(connection, region, person_id, on, own=own, required=required_months)
    if isinstance(years, Refusal):
        return years
    if years.missing and not paying_on:
        return Refusal("YEARS_MISSING", {"months": years.missing}, "after_fix")
    if not years.missing and paying_on:
        return Refusal("YEARS_COMPLETE", {}, "after_fix")
    category = "retired_paying_on" if paying_on else "retired"
    with connection.transaction():
        changed = change_category(connection, region, person_id, category, on=on, reason="退休审批")
        if isinstance(changed, Refusal):
            return changed
        verb = "category_changed" if paying_on else "retired"
        write_event(connection, region, person_id, verb, on, done, coverage_id=changed.id, note=category)
    return changed


def _retiring_fault(connection: Connection, region: str, person_id: int, on: date, today: date) -> Refusal | None:
    who = queries.person(connection, region, person_id)
    if who is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    if who.died_on is not None:
        return Refusal("PERSON_DIED", {"day": on.isoformat(), "since": who.died_on.isoformat()}, "never")
    current = queries.coverage_on(connection, region, person_id, on)
    if current is None or current.status != "active":
        return Refusal("NO_ACTIVE_COVERAGE", {"day": on.isoformat()}, "never")
    if current.scheme != "employee":
        return Refusal("NOT_AN_EMPLOYEE", {}, "never")
    if current.category == "retired":
        return Refusal("ALREADY_RETIRED", {}, "never")
    return change_day_fault(on, today)
