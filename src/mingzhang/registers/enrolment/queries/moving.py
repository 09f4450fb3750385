"""Moving between regions, being insured twice, and years towards retirement."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.registers.enrolment.doubles import judge_duplicates
from mingzhang.registers.enrolment.queries.coverage import coverages, read_coverage
from mingzhang.registers.enrolment.queries.people import person
from mingzhang.registers.enrolment.records import Carried, Cover, Deemed, Duplicate, PersonKey, Scheme, Transfer, Years
from mingzhang.registers.enrolment.years import own_months, years_required
from mingzhang.rules.policy import UnknownRule, view_for

_TRANSFERS = load_statements("mingzhang.registers.enrolment", "transfers.sql")
_YEARS = load_statements("mingzhang.registers.enrolment", "years.sql")
_COVERAGES = load_statements("mingzhang.registers.enrolment", "coverages.sql")


def transfers(connection: Connection, region: str, person_id: int) -> tuple[Transfer, ...]:
    """A person's transfers out of and into a region, oldest first."""
    rows = connection.execute(_TRANSFERS["of_person"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(_transfer(row) for row in rows)


def transfer(connection: Connection, region: str, transfer_id: int) -> Transfer | None:
    """One transfer by number."""
    row = connection.execute(_TRANSFERS["one"], {"region": region, "transfer_id": transfer_id}).fetchone()
    return _transfer(row) if row is not None else None


def open_transfers(connection: Connection, region: str, *, limit: int = 100) -> tuple[Transfer, ...]:
    """The region's transfers that wait for somebody, oldest first."""
    rows = connection.execute(_TRANSFERS["waiting"], {"region": region, "limit": limit}).fetchall()
    return tuple(_transfer(row) for row in rows)


def transferred_months(connection: Connection, region: str, person_id: int, scheme: Scheme) -> int:
    """Months under a scheme that certificates carried into the region, and no transfer carried out again since."""
    values = {"region": region, "person_id": person_id, "scheme": scheme}
    row = connection.execute(_TRANSFERS["months_carried"], values).fetchone()
    return int(row[0]) if row is not None else 0


def duplicates(connection: Connection, region: str, person_id: int, on: date) -> tuple[Duplicate, ...] | Refusal:
    """Where else the person is insured in the same time as here, with the rule's outcome; () when nowhere.

    Looked for by every identity number that either register has known the person by: in other regions and among other
    people of this one; and in this region's own record, a resident year that employment cut into. Refuses UNKNOWN_RULE.
    """
    values = {"region": region, "person_id": person_id}
    rows = connection.execute(_COVERAGES["of_same_number"], values).fetchall()
    others = tuple(Cover(PersonKey(row[0], row[2]), read_coverage(row[1:])) for row in rows)
    mine = tuple(Cover(PersonKey(region, person_id), one) for one in coverages(connection, region, person_id))
    try:
        return judge_duplicates(mine, others, view_for(region, on), on)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")


def deemed_months(connection: Connection, region: str, person_id: int) -> tuple[Deemed, ...]:
    """The months recorded as deemed, revoked ones included, oldest first."""
    rows = connection.execute(_YEARS["deemed"], {"region": region, "person_id": person_id}).fetchall()
    return tuple(Deemed(*row) for row in rows)


def years_towards_retirement(
    connection: Connection,
    region: str,
    person_id: int,
    on: date,
    *,
    own: int | None = None,
    required: int | None = None,
) -> Years | Refusal:
    """Months counted and missing for lifelong benefit in retirement, under the rule of a day.

    `own` are the months really paid here, as `money.contributions` knows them; without it, months actively covered.
    `required` are the months that an approval states, in place of the rule's. Refuses PERSON_UNKNOWN, and UNKNOWN_RULE
    where the region's years are not known.
    """
    who = person(connection, region, person_id)
    if who is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    held = coverages(connection, region, person_id) if own is None else ()
    counted = own_months(held, "employee", on) if own is None else own
    carried = transferred_months(connection, region, person_id, "employee")
    deemed = sum(one.months for one in deemed_months(connection, region, person_id) if one.revoked_at is None)
    if required is not None:
        return Years(counted, carried, deemed, required, None, None)
    try:
        return Years(counted, carried, deemed, *years_required(view_for(region, on), who.gender))
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")


def _transfer(row: tuple[Any, ...]) -> Transfer:
    return Transfer(*row[:7], Carried(*row[7:10]), *row[10:])
