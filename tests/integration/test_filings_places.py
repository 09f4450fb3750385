"""Filings for another place and chosen institutions, by the day."""

from __future__ import annotations

from datetime import date

import pytest

import cast
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.filings import operations, queries
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
FEBRUARY = date(2025, 2, 1)


@pytest.fixture
def person(connection: Connection) -> int:
    return cast.made(
        enrolment.enrol_many(connection, REGION, [cast.person(1, "陈健", cast.employee(None))], on=FEBRUARY)
    )[0]


def file(connection: Connection, person: int, place: str, *, ends: date | None = None) -> object:
    return operations.file_offsite(
        connection, REGION, person, place, kind="long_term", starts=FEBRUARY, ends=ends, now=cast.at(FEBRUARY)
    )


def test_a_filing_covers_its_place_in_its_time(connection: Connection, person: int) -> None:
    file(connection, person, "110000", ends=date(2025, 5, 1))
    places = {"110000": True, "110101": True, "310000": False, "440100": False}
    assert {p: queries.filed_on(connection, REGION, person, p, date(2025, 4, 30)) is not None for p in places} == places
    assert queries.filed_on(connection, REGION, person, "110000", date(2025, 5, 1)) is None
    assert queries.filed_on(connection, REGION, person, "110000", date(2025, 1, 31)) is None


def test_a_filing_for_a_district_does_not_cover_the_city(connection: Connection, person: int) -> None:
    file(connection, person, "320102")
    assert queries.filed_on(connection, REGION, person, "320100", cast.TODAY) is None
    assert queries.filed_on(connection, REGION, person, "320102", cast.TODAY) is not None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("11", "PLACE_INVALID"),
        ("11000a", "PLACE_INVALID"),
        ("１１００００", "PLACE_INVALID"),
        (REGION, "PLACE_IS_HOME"),
    ],
)
def test_a_place_must_be_another_one(connection: Connection, person: int, place: str, code: str) -> None:
    refused = file(connection, person, place)
    assert isinstance(refused, Refusal) and refused.code == code


def test_the_same_place_is_filed_once_at_a_time(connection: Connection, person: int) -> None:
    first = cast.made(file(connection, person, "110000"))
    again = file(connection, person, "110000")
    assert isinstance(again, Refusal) and again.code == "ALREADY_FILED"
    assert operations.end_offsite(connection, REGION, first.id, on=date(2025, 4, 1)) is None
    ended = operations.end_offsite(connection, REGION, first.id, on=date(2025, 4, 1))
    assert isinstance(ended, Refusal) and ended.code == "FILING_NOT_OPEN"
    assert [filing.holds.end for filing in queries.filings(connection, REGION, person)] == [date(2025, 4, 1)]


def test_nobody_files_for_a_stranger(connection: Connection) -> None:
    refused = file(connection, 10**9, "110000")
    assert isinstance(refused, Refusal) and refused.code == "PERSON_UNKNOWN"


def test_a_later_choice_follows_an_earlier_one(connection: Connection, person: int) -> None:
    built = cast.build_institutions(connection)

    def choose(institution: int, kind: str, starts: date) -> object:
        return operations.choose(connection, REGION, person, REGION, institution, kind=kind, starts=starts)  # type: ignore[arg-type]

    cast.made(choose(built.community.id, "primary", FEBRUARY))
    cast.made(choose(built.level2.id, "other", FEBRUARY))
    cast.made(choose(built.level3.id, "other", date(2025, 4, 1)))

    def chosen(day: date) -> list[int]:
        return [choice.institution_id for choice in queries.chosen_on(connection, REGION, person, "outpatient", day)]

    assert chosen(date(2025, 1, 31)) == []
    assert chosen(date(2025, 3, 31)) == [built.community.id, built.level2.id]
    assert chosen(date(2025, 4, 1)) == [built.community.id, built.level3.id]
    assert len(queries.choices(connection, REGION, person)) == 3


def test_choices_are_designated_and_the_primary_one_is_primary_care(connection: Connection, person: int) -> None:
    built = cast.build_institutions(connection)
    refused = [
        operations.choose(connection, REGION, person, REGION, built.level3.id, kind="primary", starts=FEBRUARY),
        operations.choose(connection, REGION, person, REGION, built.suspended.id, kind="other", starts=cast.TODAY),
        operations.choose(connection, REGION, person, REGION, 10**9, kind="other", starts=FEBRUARY),
        operations.choose(connection, REGION, 10**9, REGION, built.level3.id, kind="other", starts=FEBRUARY),
    ]
    assert [isinstance(o, Refusal) and o.code for o in refused] == [
        "NOT_PRIMARY_CARE",
        "NOT_DESIGNATED",
        "NOT_DESIGNATED",
        "PERSON_UNKNOWN",
    ]
