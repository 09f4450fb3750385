"""Two at once on one application: it is decided once, carried out once, handed in once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import cast
from case_kinds import TOGETHER
from case_papers import png
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases
from mingzhang.books.database import Connection, connect
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
NOW = cast.at(date(2025, 6, 9))
AT_ONCE = 8


def all_at_once(work: Callable[[Connection, int], object]) -> list[object]:
    start = Barrier(AT_ONCE)

    def one(number: int) -> object:
        with connect() as connection:
            start.wait()
            return work(connection, number)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def new_person() -> int:
    with connect() as connection:
        new = cast.person(1, "陈健", None).person
        return cast.made(enrolment.enrol_person(connection, REGION, new, on=date(2025, 1, 1))).person_id


def submit(connection: Connection, person_id: int) -> cases.Case | Refusal:
    return cases.submit(
        connection,
        REGION,
        TOGETHER,
        person_id=person_id,
        applicant="陈健",
        channel="portal",
        facts={"word": "yes"},
        now=NOW,
    )


def codes(outcomes: list[object]) -> list[str]:
    return sorted(outcome.code if isinstance(outcome, Refusal) else "done" for outcome in outcomes)


def test_checkers_and_clicks_at_once_have_one_effect(fresh_database: str) -> None:
    person_id = new_person()
    outcomes = all_at_once(lambda connection, _: submit(connection, person_id))
    assert codes(outcomes) == ["CASE_OPEN_ALREADY"] * (AT_ONCE - 1) + ["done"]
    found = next(outcome for outcome in outcomes if isinstance(outcome, cases.Case))

    papers = all_at_once(
        lambda connection, _: cases.add_document(
            connection, REGION, found.id, name="paper", file_name="a.png", content=png(), by="陈健", now=NOW
        )
    )
    assert len({paper.id for paper in papers if isinstance(paper, cases.Document)}) == 1

    with connect() as connection:
        cast.made(cases.accept(connection, REGION, found.id, by="J01", now=NOW))
        cast.made(cases.propose(connection, REGION, found.id, decision="approve", by="J01", now=NOW))
    decided = all_at_once(
        lambda connection, number: cases.decide(
            connection, REGION, found.id, decision="approve", by=f"F{number}", now=NOW
        )
    )
    assert codes(decided) == ["CASE_STATE"] * (AT_ONCE - 1) + ["done"]
    done = next(outcome for outcome in decided if isinstance(outcome, cases.Case))
    with connect() as connection:
        steps = [event.action for event in cases.timeline(connection, REGION, found.id)]
        name = connection.execute("select name from enrolment_person where id = %s", (person_id,)).fetchone()
    assert steps == ["submit", "add_document", "accept", "propose", "approve"]
    assert name == (f"经手J01复核{done.decided_by}",)
