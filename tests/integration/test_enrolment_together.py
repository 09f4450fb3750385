"""Two desks at one person, at the same moment: one acts, the other is refused, and the register stays whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, connect
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import NewCoverage, NewPerson

REGION, OUTSIDE = cast.GUANGZHOU, "999900"
BORN = date(1985, 4, 12)
CLERK = {"by": "王经办", "now": cast.at(date(2025, 6, 10))}
JUNE = date(2025, 6, 1)
DESKS = 6
Act = Callable[[Connection, int, int], object]


def stop(connection: Connection, who: int, unit: int) -> object:
    return operations.stop(connection, REGION, who, on=JUNE, reason="own_wish", **CLERK)


def suspend(connection: Connection, who: int, unit: int) -> object:
    return operations.suspend(connection, REGION, who, on=JUNE, reason="arrears", **CLERK)


def hire(connection: Connection, who: int, unit: int) -> object:
    return operations.hire(connection, REGION, unit, who, on=JUNE, **CLERK)


def ask(connection: Connection, who: int, unit: int) -> object:
    return operations.ask_transfer_in(connection, REGION, who, from_region=OUTSIDE, **CLERK)


def transfer_out(connection: Connection, who: int, unit: int) -> object:
    return operations.transfer_out(connection, REGION, who, to_region=OUTSIDE, on=JUNE, **CLERK)


@pytest.mark.parametrize(
    ("act", "refused"),
    [
        (stop, {"NO_ACTIVE_COVERAGE"}),
        (suspend, {"NO_ACTIVE_COVERAGE"}),
        (hire, {"ON_STAFF", "DUPLICATE_COVERAGE"}),
        (ask, {"TRANSFER_UNDER_WAY"}),
        (transfer_out, {"TRANSFER_UNDER_WAY"}),
    ],
)
def test_one_desk_acts_and_the_others_are_refused(fresh_database: str, act: Act, refused: set[str]) -> None:
    with connect() as connection:
        new = NewPerson("陈健", cast.id_number(1, BORN), 1, BORN)
        who = cast.made(operations.enrol_person(connection, REGION, new, on=date(2024, 1, 1))).person_id
        unit = cast.made(operations.register_employer(connection, REGION, "E1", "东园纺织有限公司")).id
        flexible = NewCoverage("employee", "flexible", date(2024, 1, 1))
        cast.made(operations.open_coverage(connection, REGION, who, flexible))
    gate = Barrier(DESKS)

    def at_a_desk(_: int) -> object:
        with connect() as own:
            gate.wait()
            return act(own, who, unit)

    with ThreadPoolExecutor(DESKS) as desks:
        outcomes = list(desks.map(at_a_desk, range(DESKS)))
    codes = Counter(one.code for one in outcomes if isinstance(one, Refusal))
    assert codes.total() == DESKS - 1 and set(codes) <= refused
    with connect() as connection:
        held = queries.coverages(connection, REGION, who)
        assert len(held) == (1 if act is ask else 2)
        events = [one.verb for one in queries.events(connection, REGION, who)]
        assert len(events) == len(set(events))
