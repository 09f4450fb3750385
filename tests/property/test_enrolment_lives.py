"""Generated lives in the register: what a verb dated a day writes never changes what held before that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cast
from mingzhang.basics.periods import add_months, months_between
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import Coverage, Departure, Hire, NewCoverage, NewPerson
from mingzhang.registers.enrolment.years import own_months

REGION = cast.GUANGZHOU
BORN = date(1985, 4, 12)
FIRST = date(2024, 1, 1)
MONTHS = 18
WATCHED = tuple(add_months(FIRST, count) + timedelta(days=9) for count in range(MONTHS + 2))
Verb = Callable[[Connection, int, int, date], object]


def doing(on: date) -> dict[str, object]:
    return {"by": "王经办", "now": cast.at(on)}


def register(connection: Connection, who: int, unit: int, on: date) -> object:
    new = NewCoverage("employee", "flexible", on)
    return operations.register(connection, REGION, who, new, **doing(on))


def register_as_resident(connection: Connection, who: int, unit: int, on: date) -> object:
    new = NewCoverage("resident", "adult", on, entitled_from=add_months(on, 3))
    return operations.register(connection, REGION, who, new, **doing(on))


def hire(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.hire(connection, REGION, unit, who, on=on, **doing(on))


def hire_by_list(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.hire_many(connection, REGION, [Hire(who, unit, on)], **doing(on))


def leave(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.leave(connection, REGION, unit, who, last_month=add_months(on, -1), **doing(on))


def leave_by_list(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.leave_many(connection, REGION, [Departure(who, unit, add_months(on, -1))], **doing(on))


def suspend(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.suspend(connection, REGION, who, on=on, reason="arrears", **doing(on))


def resume(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.resume(connection, REGION, who, on=on, **doing(on))


def stop(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.stop(connection, REGION, who, on=on, reason="own_wish", **doing(on))


def renew(connection: Connection, who: int, unit: int, on: date) -> object:
    return operations.renew_coverage(connection, REGION, who, on=on, entitled_from=on, **doing(on))


VERBS: tuple[Verb, ...] = (
    register,
    register_as_resident,
    hire,
    hire_by_list,
    leave,
    leave_by_list,
    suspend,
    resume,
    stop,
    renew,
)
LIVES = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(VERBS)), min_size=1, max_size=10)
BY_LIST = {hire: hire_by_list, leave: leave_by_list}


def days(life: list[tuple[int, Verb]]) -> list[tuple[date, Verb]]:
    """The verbs with their days: each so many months after the one before, not beyond the months watched."""
    at, dated = 0, []
    for step, verb in life:
        at = min(at + step, MONTHS)
        dated.append((add_months(FIRST, at), verb))
    return dated


def born(connection: Connection, serial: int) -> int:
    new = NewPerson("陈健", cast.id_number(serial, BORN), 1, BORN)
    return cast.made(operations.enrol_person(connection, REGION, new, on=FIRST)).person_id


def told(connection: Connection, who: int) -> list[tuple[str, date | None]]:
    found = (queries.entitlement_on(connection, REGION, who, day) for day in WATCHED)
    return [(one.code, one.since) for one in found]


def essence(coverages: tuple[Coverage, ...]) -> list[tuple[object, ...]]:
    return [
        (one.scheme, one.category, one.status, one.cause, one.entitled_from, one.confirmed_on, one.holds)
        for one in coverages
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES)
def test_a_verb_changes_nothing_before_its_day_and_a_refusal_nothing_at_all(
    connection: psycopg.Connection[tuple[object, ...]], life: list[tuple[int, Verb]]
) -> None:
    with connection.transaction(force_rollback=True):
        who, unit = born(connection, 1), cast.made(operations.register_employer(connection, REGION, "E1", "东园")).id
        for on, verb in days(life):
            before, held = told(connection, who), queries.coverages(connection, REGION, who)
            events = len(queries.events(connection, REGION, who))
            outcome = verb(connection, who, unit, on)
            after = queries.coverages(connection, REGION, who)
            if isinstance(outcome, Refusal):
                assert after == held and len(queries.events(connection, REGION, who)) == events
                continue
            assert len(queries.events(connection, REGION, who)) > events
            past = sum(day < on for day in WATCHED)
            changed = {
                pair for pair in zip(before[:past], told(connection, who)[:past], strict=True) if len(set(pair)) > 1
            }
            assert changed <= {(("NOT_ENROLLED", None), ("COVERAGE_NOT_STARTED", on))}  # said of the same days
            check_whole(after, on)


def check_whole(coverages: tuple[Coverage, ...], on: date) -> None:
    """Coverages follow one another without overlapping, and each month counts once."""
    for one, following in pairwise(coverages):
        assert one.holds.end is not None and one.holds.end <= following.holds.start
    months = own_months(coverages, "employee", on) + own_months(coverages, "resident", on)
    assert months <= months_between(FIRST, on) + 1  # all verbs are dated the first of a month


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES)
def test_a_list_of_one_does_what_the_desk_does(
    connection: psycopg.Connection[tuple[object, ...]], life: list[tuple[int, Verb]]
) -> None:
    with connection.transaction(force_rollback=True):
        unit = cast.made(operations.register_employer(connection, REGION, "E1", "东园")).id
        desk, listed = born(connection, 1), born(connection, 3)
        for on, verb in days(life):
            at_desk = verb(connection, desk, unit, on)
            by_list = BY_LIST.get(verb, verb)(connection, listed, unit, on)
            assert isinstance(at_desk, Refusal) == isinstance(by_list, Refusal), (at_desk, by_list)
            mine, theirs = (queries.coverages(connection, REGION, who) for who in (desk, listed))
            assert essence(mine) == essence(theirs)
