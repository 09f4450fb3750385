"""The tier of a coverage is kept, and months of contributions and of cover are found out where a rule asks for them."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.books.database import Connection
from mingzhang.care.visits import gathering
from mingzhang.care.visits.facts import Facts, Question
from mingzhang.care.visits.planning import person_facts
from mingzhang.care.visits.records import PersonClaim
from mingzhang.registers.enrolment import operations, queries
from mingzhang.registers.enrolment.records import NewCoverage

REGION = cast.GUANGZHOU
BIRTH = date(1985, 4, 12)
MID_YEAR = date(2025, 7, 1)


def enrolled(connection: Connection, serial: int, coverage: NewCoverage) -> int:
    (person_id,) = cast.made(
        operations.enrol_many(connection, REGION, [cast.person(serial, "林一", coverage)], on=cast.START)
    )
    return person_id


def gathered(connection: Connection, person_id: int) -> Facts:
    question = Question(REGION, PersonClaim(person_id), "", cast.NOW, service_on=date(2025, 9, 1))
    return gathering.gather(connection, question)


def test_a_tier_is_kept_by_enrolling_and_by_a_change_of_category(connection: Connection) -> None:
    person_id = enrolled(connection, 701, NewCoverage("employee", "flexible", cast.START, tier="tier2"))
    before = queries.coverage_on(connection, REGION, person_id, MID_YEAR)
    cast.made(operations.change_category(connection, REGION, person_id, "retired", on=MID_YEAR))
    after = queries.coverage_on(connection, REGION, person_id, MID_YEAR)
    assert before is not None and after is not None
    assert (before.tier, after.tier, after.category) == ("tier2", "tier2", "retired")
    facts = person_facts(gathered(connection, person_id))
    assert (facts.tier, facts.retired_on) == ("tier2", 20250701)


def test_months_are_found_out_only_where_a_rule_asks(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    person_id = enrolled(connection, 703, NewCoverage("employee", "in_service", MID_YEAR, confirmed_on=MID_YEAR))
    facts = gathered(connection, person_id)
    assert (facts.continuous_months, facts.covered_months) == (None, None)
    monkeypatch.setattr(gathering, "asks_for", lambda view, fact: True)
    facts = gathered(connection, person_id)
    assert (facts.continuous_months, facts.covered_months) == (0, 6)


def test_a_retirees_months_in_a_row_are_not_made_up(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "asks_for", lambda view, fact: True)
    person_id = enrolled(connection, 705, NewCoverage("employee", "retired", cast.START))
    facts = gathered(connection, person_id)
    assert (facts.continuous_months, facts.covered_months) == (None, 12)
