"""What covers a person on a day, and from when it gives benefit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mingzhang.basics.identifiers import current_id_number
from mingzhang.basics.periods import Period
from mingzhang.books import vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment import rules
from mingzhang.registers.enrolment.queries.people import credentials, person
from mingzhang.registers.enrolment.records import Clock, Clocks, Coverage, Entitlement, Event

_SQL = load_statements("mingzhang.registers.enrolment", "coverages.sql")
_PEOPLE = load_statements("mingzhang.registers.enrolment", "people.sql")
_EVENTS = load_statements("mingzhang.registers.enrolment", "events.sql")


def coverage_on(connection: Connection, region: str, person_id: int, day: date) -> Coverage | None:
    """The coverage on a day, whatever its status; None when there is none."""
    row = connection.execute(_SQL["on_day"], {"region": region, "person_id": person_id, "day": day}).fetchone()
    return read_coverage(row) if row is not None else None


def coverages(connection: Connection, region: str, person_id: int) -> tuple[Coverage, ...]:
    """All coverages of a person, oldest first."""
    rows = connection.execute(_SQL["all"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(read_coverage(row) for row in rows)


def entitlement_on(connection: Connection, region: str, person_id: int, day: date) -> Entitlement:
    """Whether the register grants benefit on a day, with the code of what stands in the way.

    Contributions are not looked at: ask `money.contributions.queries.paid_up_on` as well.
    """
    who = person(connection, region, person_id)
    if who is None:
        return Entitlement(False, "NOT_ENROLLED", None, None)
    return rules.entitlement(who, coverages(connection, region, person_id), day)


def clocks_on(connection: Connection, region: str, person_id: int, day: date) -> Clocks:
    """The clocks of a day, apart: using the account's money, and benefit from the pool."""
    who = person(connection, region, person_id)
    if who is None:
        return Clocks(day, Clock(False, "NEVER_EMPLOYEE", None), Clock(False, "NOT_ENROLLED", None))
    held = coverages(connection, region, person_id)
    return rules.clocks(who, held, credentials(connection, region, person_id), day)


def events(connection: Connection, region: str, person_id: int) -> tuple[Event, ...]:
    """What was done in the register for a person, oldest first."""
    rows = connection.execute(_EVENTS["of_person"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(Event(*row) for row in rows)


def people_by_numbers(
    connection: Connection, region: str, numbers: Sequence[str], on: date
) -> dict[str, tuple[int, Coverage | None]]:
    """Whom each of many identity numbers means in a region, with the coverage on a day; unknown ones are left out."""
    indexes = [vault.blind_index(current_id_number(number)) for number in numbers]
    values = {"region": region, "indexes": indexes, "day": on}
    rows = connection.execute(_PEOPLE["by_numbers"], values).fetchall()
    return {numbers[row[0] - 1]: (row[1], read_coverage(row[2:]) if row[2] is not None else None) for row in rows}


def read_coverage(row: tuple[Any, ...]) -> Coverage:
    """A coverage from the columns that every statement of `coverages.sql` gives in the same order."""
    return Coverage(*row[:10], Period(row[10], row[11]), *row[12:15])
