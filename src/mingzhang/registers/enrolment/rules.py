"""What a person's coverages mean on a day. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingzhang.basics.periods import Period, add_months
from mingzhang.registers.enrolment.records import Clock, Clocks, Coverage, Credential, Entitlement, Person


def coverage_holding(coverages: Sequence[Coverage], day: date) -> Coverage | None:
    """The coverage whose period holds the day; there is at most one."""
    return next((coverage for coverage in coverages if coverage.holds.holds(day)), None)


def months_covered(coverages: Sequence[Coverage], scheme: str, first: date) -> int:
    """In how many of the twelve months from `first` on somebody is actively covered by a scheme for a day or more."""
    active = [coverage.holds for coverage in coverages if coverage.scheme == scheme and coverage.status == "active"]
    starts = (add_months(first, count) for count in range(12))
    return sum(any(_touches(holds, start, add_months(start, 1)) for holds in active) for start in starts)


def _touches(holds: Period, start: date, end: date) -> bool:
    return holds.start < end and (holds.end is None or start < holds.end)


def entitlement(person: Person, coverages: Sequence[Coverage], day: date) -> Entitlement:
    """Whether the register grants benefit on the day, by the status on that day, never by the status now.

    In order: death, no coverage, suspended or stopped, not confirmed at the tax side, waiting period.
    """
    if person.died_on is not None and person.died_on < day:
        return Entitlement(False, "PERSON_DIED", person.died_on, None)
    coverage = coverage_holding(coverages, day)
    if coverage is None:
        return _without_coverage(coverages, day)
    if coverage.status == "suspended":
        return Entitlement(False, "COVERAGE_SUSPENDED", coverage.holds.start, coverage)
    if coverage.status == "stopped":
        return Entitlement(False, "COVERAGE_STOPPED", coverage.holds.start, coverage)
    if coverage.confirmed_on is None or coverage.confirmed_on > day:
        return Entitlement(False, "NOT_CONFIRMED", coverage.holds.start, coverage)
    if day < coverage.entitled_from:
        return Entitlement(False, "WAITING_PERIOD", coverage.entitled_from, coverage)
    return Entitlement(True, "ENTITLED", max(coverage.entitled_from, coverage.holds.start), coverage)


def clocks(person: Person, coverages: Sequence[Coverage], credentials: Sequence[Credential], day: date) -> Clocks:
    """The clocks of a day: money in the account may be used from an activation on, whatever becomes of the coverage."""
    found = entitlement(person, coverages, day)
    rule = found.coverage.entitled_rule if found.coverage is not None else ""
    return Clocks(
        day, _account_use(person, coverages, credentials, day), Clock(found.entitled, found.code, found.since, rule)
    )


def _account_use(person: Person, coverages: Sequence[Coverage], credentials: Sequence[Credential], day: date) -> Clock:
    if person.died_on is not None and person.died_on < day:
        return Clock(False, "PERSON_DIED", person.died_on)
    first = min((one.holds.start for one in coverages if one.scheme == "employee"), default=None)
    if first is None or day < first:
        return Clock(False, "NEVER_EMPLOYEE", None)
    activated = [one.activated_on for one in credentials if one.activated_on is not None and one.holds.holds(day)]
    since = min((activation for activation in activated if activation <= day), default=None)
    return Clock(True, "USABLE", max(first, since)) if since is not None else Clock(False, "NOT_ACTIVATED", first)


def _without_coverage(coverages: Sequence[Coverage], day: date) -> Entitlement:
    ended = [coverage for coverage in coverages if coverage.holds.end is not None and coverage.holds.end <= day]
    if ended:
        last = max(ended, key=lambda coverage: coverage.holds.start)
        return Entitlement(False, "COVERAGE_LAPSED", last.holds.end, last)
    coming = [coverage for coverage in coverages if coverage.holds.start > day]
    if coming:
        first = min(coming, key=lambda coverage: coverage.holds.start)
        return Entitlement(False, "COVERAGE_NOT_STARTED", first.holds.start, first)
    return Entitlement(False, "NOT_ENROLLED", None, None)
