"""Registering, renewing, suspending, resuming and stopping at the counter: facts are checked, waits are computed.

`coverage.py` beside it writes what another system has already decided; these verbs decide themselves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from psycopg import Rollback

from mingzhang.basics.periods import Period
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import queries
from mingzhang.registers.enrolment.checking import change_day_fault, death_fault, start_fault
from mingzhang.registers.enrolment.operations.coverage import cut_for, lock_person, open_beside, replace_from
from mingzhang.registers.enrolment.operations.journal import Done, write_event
from mingzhang.registers.enrolment.operations.people import record_death
from mingzhang.registers.enrolment.reasons import STOPPED_BECAUSE, SUSPENDED_BECAUSE
from mingzhang.registers.enrolment.records import Coverage, Exemption, History, NewCoverage, Transfer
from mingzhang.registers.enrolment.waiting import wait_of
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.registers.enrolment", "coverages.sql")


def register(
    connection: Connection,
    region: str,
    person_id: int,
    new: NewCoverage,
    *,
    by: str,
    now: datetime,
    exemption: Exemption | None = None,
    repaired_years: int = 0,
    case_id: int | None = None,
    verb: str = "registered",
) -> Coverage | Refusal:
    """Cover a person from `new.starts`, with the waiting period of the region's rules unless `entitled_from` is given.

    A first enrolment here waits for confirmation at the tax side. Employment ends a resident's cover here on its first
    day, and stands beside a resident's cover elsewhere (`duplicates` tells it). Refuses PERSON_UNKNOWN, what
    `checking.start_fault` and `open_coverage` refuse, and UNKNOWN_RULE where the wait is not known.
    """
    done = Done(by, now, case_id)
    who = queries.person(connection, region, person_id)
    if who is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    fault = start_fault(who, new, done.today, exemption)
    if fault is not None:
        return fault
    opened: Coverage | Refusal
    with connection.transaction() as whole:
        lock_person(connection, region, person_id)
        waited = _waited(connection, region, person_id, new, exemption, repaired_years, done)
        if isinstance(waited, Refusal):
            return waited
        cut_for(connection, region, person_id, waited, done)
        opened = open_beside(connection, region, person_id, waited)
        if isinstance(opened, Refusal):
            raise Rollback(whole)
        write_event(connection, region, person_id, verb, new.starts, done, coverage_id=opened.id)
    return opened


def renew_coverage(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    on: date,
    by: str,
    now: datetime,
    category: str | None = None,
    employer_id: int | None = None,
    exemption: Exemption | None = None,
    repaired_years: int = 0,
    entitled_from: date | None = None,
    case_id: int | None = None,
) -> Coverage | Refusal:
    """续保: cover a person again whose coverage ended, as before unless another category of the scheme is named.

    Refuses NOTHING_TO_RENEW, STILL_COVERED, RESUME_INSTEAD (it is only suspended) and what `register` refuses.
    """
    held = queries.coverages(connection, region, person_id)
    if not held:
        return Refusal("NOTHING_TO_RENEW", {}, "after_fix")
    current = next((one for one in held if one.holds.holds(on) and one.status != "stopped"), None)
    if current is not None:
        code = "STILL_COVERED" if current.status == "active" else "RESUME_INSTEAD"
        return Refusal(code, {"since": current.holds.start.isoformat()}, "never")
    last = held[-1]
    new = NewCoverage(
        last.scheme,
        category or last.category,
        on,
        employer_id,
        entitled_from=entitled_from,
        civil_servant=last.civil_servant,
        tier=last.tier,
    )
    return register(
        connection,
        region,
        person_id,
        new,
        by=by,
        now=now,
        exemption=exemption,
        repaired_years=repaired_years,
        case_id=case_id,
        verb="renewed",
    )


def suspend(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    on: date,
    reason: str,
    by: str,
    now: datetime,
    note: str = "",
    case_id: int | None = None,
) -> Coverage | Refusal:
    """From a day on the coverage stands still 暂停, for a reason of SUSPEND_REASONS.

    Refuses REASON_UNKNOWN, DATE_TOO_FAR, NO_ACTIVE_COVERAGE.
    """
    if reason not in SUSPENDED_BECAUSE:
        return Refusal("REASON_UNKNOWN", {"reason": reason}, "after_fix")
    done = Done(by, now, case_id)
    told = note or SUSPENDED_BECAUSE[reason]
    with connection.transaction():
        found = _changeable(connection, region, person_id, on, done, ("active",))
        if isinstance(found, Refusal):
            return found
        changed = replace_from(connection, region, found, on, status="suspended", reason=told, cause=reason)
        write_event(
            connection, region, person_id, "suspended", on, done, coverage_id=changed.id, cause=reason, note=note
        )
    return changed


def resume(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    on: date,
    by: str,
    now: datetime,
    note: str = "",
    case_id: int | None = None,
) -> Coverage | Refusal:
    """From a day on a suspended coverage is active again; its first day of benefit stays.

    Refuses DATE_TOO_FAR, PERSON_DIED, NO_SUSPENDED_COVERAGE.
    """
    done = Done(by, now, case_id)
    who = queries.person(connection, region, person_id)
    if who is not None and who.died_on is not None:
        return Refusal("PERSON_DIED", {"day": on.isoformat(), "since": who.died_on.isoformat()}, "never")
    with connection.transaction():
        found = _changeable(connection, region, person_id, on, done, ("suspended",))
        if isinstance(found, Refusal):
            return found
        changed = replace_from(connection, region, found, on, status="active", reason=note)
        write_event(connection, region, person_id, "resumed", on, done, coverage_id=changed.id, note=note)
    return changed


def stop(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    on: date,
    reason: str,
    by: str,
    now: datetime,
    note: str = "",
    case_id: int | None = None,
    verb: str = "stopped",
) -> Coverage | Refusal:
    """From a day on the coverage is stopped 停保 for a reason of STOP_REASONS; later coverages are cut.

    Refuses REASON_UNKNOWN, DEATH_NOT_RECORDED (for `died`: record the death, which stops the coverage), DATE_TOO_FAR,
    NO_ACTIVE_COVERAGE.
    """
    if reason not in STOPPED_BECAUSE:
        return Refusal("REASON_UNKNOWN", {"reason": reason}, "after_fix")
    who = queries.person(connection, region, person_id)
    if reason == "died" and (who is None or who.died_on is None):
        return Refusal("DEATH_NOT_RECORDED", {}, "after_fix")
    done = Done(by, now, case_id)
    told = note or STOPPED_BECAUSE[reason]
    with connection.transaction():
        found = _changeable(connection, region, person_id, on, done, ("active", "suspended"))
        if isinstance(found, Refusal):
            return found
        connection.execute(_SQL["cut_later"], {"region": region, "person_id": person_id, "day": on})
        stopped = replace_from(connection, region, _open_ended(found), on, status="stopped", reason=told, cause=reason)
        write_event(connection, region, person_id, verb, on, done, coverage_id=stopped.id, cause=reason, note=note)
    return stopped


def report_death(
    connection: Connection,
    region: str,
    person_id: int,
    *,
    died_on: date,
    by: str,
    now: datetime,
    case_id: int | None = None,
) -> Coverage | Refusal | None:
    """Record the day a person died and stop the coverage from the next day on; None where there is none to stop.

    Refuses PERSON_UNKNOWN, DATE_TOO_FAR, BEFORE_BIRTH, DEATH_RECORDED.
    """
    who = queries.person(connection, region, person_id)
    if who is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    done = Done(by, now, case_id)
    fault = death_fault(who, died_on, done.today)
    if fault is not None:
        return fault
    next_day = died_on + timedelta(days=1)
    with connection.transaction():
        record_death(connection, region, person_id, on=died_on)
        write_event(connection, region, person_id, "died", died_on, done)
        stopped = stop(connection, region, person_id, on=next_day, reason="died", by=by, now=now, case_id=case_id)
    return None if isinstance(stopped, Refusal) else stopped


def _waited(
    connection: Connection,
    region: str,
    person_id: int,
    new: NewCoverage,
    exemption: Exemption | None,
    repaired_years: int,
    done: Done,
) -> NewCoverage | Refusal:
    """The coverage with its first day of benefit, the rule behind it, and whether the tax side knows the person."""
    held = queries.coverages(connection, region, person_id)
    moves = queries.transfers(connection, region, person_id)
    known = any(one.confirmed_on is not None for one in held) and not _moved_away(moves)
    confirmed = new.confirmed_on or (new.starts if known else None)
    if new.entitled_from is not None:
        return replace(new, confirmed_on=confirmed)
    carried = [one.closed_on for one in moves if one.direction == "in" and one.state == "done" and one.closed_on]
    history = History(held, max(carried, default=None), exemption, repaired_years)
    try:
        wait = wait_of(view_for(region, new.starts), new, history, done.today)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    return replace(new, confirmed_on=confirmed, entitled_from=wait.entitled_from, entitled_rule=wait.rule)


def _moved_away(moves: tuple[Transfer, ...]) -> bool:
    """Whether the latest transfer led out of the region: then the tax side must know the person anew."""
    standing = [one for one in moves if one.state != "refused"]
    return bool(standing) and standing[-1].direction == "out"


def _changeable(
    connection: Connection, region: str, person_id: int, on: date, done: Done, statuses: tuple[str, ...]
) -> Coverage | Refusal:
    """The coverage on a day if its status is one of these and the day is not too far off; the person is locked."""
    lock_person(connection, region, person_id)
    fault = change_day_fault(on, done.today)
    if fault is not None:
        return fault
    current = queries.coverage_on(connection, region, person_id, on)
    if current is None or current.status not in statuses:
        code = "NO_SUSPENDED_COVERAGE" if statuses == ("suspended",) else "NO_ACTIVE_COVERAGE"
        return Refusal(code, {"day": on.isoformat()}, "never")
    return current


def _open_ended(coverage: Coverage) -> Coverage:
    """The coverage without an end: what is stopped stays so until something new is opened."""
    return replace(coverage, holds=Period(coverage.holds.start))
