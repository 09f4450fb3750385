"""What the portal's tests share: people with bills in a database of their own, a clock to set, a way to sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import psycopg
from psycopg.conninfo import conninfo_to_dict
from tests import visit_cases as cases
from tests.cast import BEIJING, MONTHS, NOW, START, WAGE_FEN, Cast, at, employee, id_number, made, person

from mingzhang.books.database import Connection, connect
from mingzhang.money.accounts import operations as accounts
from mingzhang.money.contributions import operations as contributions
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment.records import NewCoverage, NewPerson

BORN = date(1985, 4, 12)
CODE = re.compile(r"验证码 (\d{6})")


@dataclass
class Clock:
    """The portal's clock, set by hand."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **step: int) -> None:
        self.moment += timedelta(**step)


@dataclass
class Stage:
    """The cast, who has which bill, and the clock."""

    url: str
    cast: Cast
    bills: dict[int, str]
    late_payer: int  # insured as in service without an employer, pays for himself: January to March, nothing since
    sister: int  # a flexible worker who has paid each month, and has not yet paid June
    clock: Clock = field(default_factory=Clock)

    def number(self, person: int) -> str:
        """The identity number of a person of the cast (all but the child and the retired one)."""
        return id_number(person, BORN)

    def code(self, person: int, region: str = cases.REGION) -> str:
        """The newest code sent to a person."""
        newest = "select body from evidence_outbox where (region, person_id) = (%s, %s) order by id desc limit 1"
        with psycopg.connect(self.url) as connection:
            row = connection.execute(newest, [region, person]).fetchone()
        assert row is not None, "no code was sent"
        found = CODE.search(row[0])
        assert found is not None
        return found[1]

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Rows of the stage's database."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement, values).fetchall()

    def forget_tries(self) -> None:
        """Start every quarter of an hour anew."""
        with psycopg.connect(self.url) as connection:
            connection.execute("delete from portal_tries")


def build(url: str) -> Stage:
    """Build the cast and give six of them a bill, the child's paid by a relative."""
    with connect() as connection:
        cast = cases.build(connection)
        bills = {
            person: _bill(connection, cast, person)
            for person in (cast.healthy, cast.neighbour, cast.resident, cast.frozen)
        }
        bills[cast.child] = _childs_bill(connection, cast)
        bills[cast.chosen] = _bill_that_takes_all(connection, cast)
        _once_insured_elsewhere(connection, cast)
        late_payer, sister = _who_pay_for_themselves(connection)
    return Stage(url, cast, bills, late_payer, sister)


def _who_pay_for_themselves(connection: Connection) -> tuple[int, int]:
    """Two who pay for themselves; June is found due, and the months paid so far are allocated."""
    new = (person(17, "邓补缴", employee(None)), person(18, "邓小妹", employee(None, "flexible")))
    people = made(enrolment.enrol_many(connection, cases.REGION, new, on=START))
    assert people == (17, 18), "an identity number tells the person: see Stage.number"
    declared = [(someone, WAGE_FEN) for someone in people]
    contributions.declare_bases(connection, cases.REGION, declared, from_month=START)
    for month in (*MONTHS, date(2025, 6, 1)):
        found = at(month + timedelta(days=2))
        made(contributions.assess_people(connection, cases.REGION, month, people, by="test", now=found))
        paying = people[1:] if month > date(2025, 3, 1) else people
        if month in MONTHS:
            paid = at(month + timedelta(days=14))
            contributions.receive_people_month(connection, cases.REGION, month, received_at=paid, people=paying)
            run_at = at(month + timedelta(days=27), 20)
            made(accounts.run_allocation(connection, cases.REGION, month, now=run_at))
    return people[0], people[1]


def _once_insured_elsewhere(connection: Connection, cast: Cast) -> None:
    """The one who is treated elsewhere was also insured there, until 2024."""
    who = NewPerson("朱远行", id_number(cast.offsite, BORN), 2, BORN, phone="19900000012")
    key = made(enrolment.enrol_person(connection, BEIJING, who, on=date(2020, 1, 1)))
    coverage = NewCoverage("resident", "adult", date(2020, 1, 1), ends=date(2024, 12, 31))
    made(enrolment.open_coverage(connection, BEIJING, key.person_id, coverage))


def _bill(connection: Connection, cast: Cast, person: int) -> str:
    """A bill of 610 yuan with a line of each kind."""
    settled = cases.settle_bill(
        connection,
        cast,
        person,
        cases.line("1", cases.IN_SCOPE, "400"),
        cases.line("2", cases.SHARED, "30", quantity="2"),
        cases.line("3", cases.OWN, "20"),
        cases.line("4", cases.LIMITED, "130"),
    )
    return f"{cases.REGION}{settled.settlement_id:014d}"


def _bill_that_takes_all(connection: Connection, cast: Cast) -> str:
    """A bill at a hospital that was not chosen: the fund pays nothing, the account all it has, cash the rest."""
    settled = cases.settle_bill(connection, cast, cast.chosen, cases.line("1", cases.IN_SCOPE, "1200"))
    return f"{cases.REGION}{settled.settlement_id:014d}"


def _childs_bill(connection: Connection, cast: Cast) -> str:
    order = cases.visit_order(cast, cast.child, institution=cast.institutions.community.code)
    visit_id = cases.open_visit(connection, order, cases.line("1", cases.IN_SCOPE, "100"))
    answered = cases.settle(connection, cases.settlement_order(order, visit_id, "100"))
    assert not isinstance(answered, cases.Refusal) and answered.settled is not None, answered
    return f"{cases.REGION}{answered.settled.settlement_id:014d}"


@contextmanager
def django_on(url: str) -> Iterator[None]:
    """Point Django's own connection (sessions) at a database."""
    import django
    from django.db import connections

    django.setup()
    connection = connections["default"]
    parts = conninfo_to_dict(url)
    wanted = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({name: parts.get(key, "") for name, key in wanted.items()})
    yield
    connection.close()
    connection.settings_dict.clear()
    connection.settings_dict.update(before)
