"""Whose account may pay for whom: by the relation rules of the day, both insured, in the order of binding."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.family import operations, queries

REGION = cast.GUANGZHOU
JUNE = date(2025, 6, 1)


@pytest.fixture
def people(connection: Connection) -> cast.Cast:
    return cast.build(connection)


def test_grants_are_used_in_the_order_of_binding(connection: Connection, people: cast.Cast) -> None:
    cast.made(operations.bind(connection, REGION, people.neighbour, people.child, "grandchild", starts=JUNE))
    found = queries.grants_for(connection, REGION, people.child, cast.TODAY)
    assert [(grant.owner_id, grant.relation, grant.bound_order) for grant in found] == [
        (people.healthy, "child", 1),
        (people.neighbour, "grandchild", 2),
    ]
    assert [g.owner_id for g in queries.grants_for(connection, REGION, people.child, date(2025, 5, 31))] == [
        people.healthy
    ]
    assert [grant.member_id for grant in queries.grants_by(connection, REGION, people.healthy)] == [people.child]


def test_a_grant_ends_on_a_day_and_stays_readable(connection: Connection, people: cast.Cast) -> None:
    (grant,) = queries.grants_for(connection, REGION, people.child, cast.TODAY)
    assert operations.unbind(connection, REGION, grant.id, on=JUNE) is None
    assert queries.grants_for(connection, REGION, people.child, JUNE) == ()
    assert [kept.span.end for kept in queries.grants_to(connection, REGION, people.child)] == [JUNE]
    again = operations.unbind(connection, REGION, grant.id, on=JUNE)
    assert isinstance(again, Refusal) and again.code == "GRANT_NOT_OPEN"


def test_near_relatives_came_in_with_the_decree_of_2024_07_26(connection: Connection, people: cast.Cast) -> None:
    """国办发〔2024〕38号: before it only spouse, parents and children."""
    cover = "update enrolment_coverage set holds = daterange('2024-01-01', null) where person_id in (%s, %s)"
    connection.execute(cover, (people.healthy, people.neighbour))
    pair = (people.healthy, people.neighbour)
    refused = operations.bind(connection, REGION, *pair, "sibling", starts=date(2024, 7, 25))
    assert isinstance(refused, Refusal) and refused.code == "RELATION_NOT_ALLOWED"
    cast.made(operations.bind(connection, REGION, *pair, "sibling", starts=date(2024, 7, 26)))


def test_what_cannot_be_bound_is_refused(connection: Connection, people: cast.Cast) -> None:
    def bind(owner: int, member: int) -> str:
        outcome = operations.bind(connection, REGION, owner, member, "spouse", starts=JUNE)
        assert isinstance(outcome, Refusal)
        return outcome.code

    assert bind(people.healthy, people.healthy) == "GRANT_TO_SELF"
    assert bind(people.healthy, people.child) == "ALREADY_BOUND"
    assert bind(people.lapsed, people.resident) == "OWNER_NOT_COVERED"
    assert bind(people.healthy, people.lapsed) == "MEMBER_NOT_COVERED"


def test_a_day_before_all_rules_is_refused_by_name(connection: Connection, people: cast.Cast) -> None:
    early = operations.bind(connection, REGION, people.healthy, people.resident, "spouse", starts=date(2019, 1, 1))
    assert isinstance(early, Refusal) and early.code == "UNKNOWN_RULE"
