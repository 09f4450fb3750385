"""Whatever is done to an application in whatever order, two people decide on money, once, and everything is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cast
from case_kinds import ALONE, TOGETHER
from case_papers import png
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases, evidence
from mingzhang.books.cases import Case, CaseKind
from mingzhang.books.cases.queries import clock_facts
from mingzhang.books.cases.rules import due_on
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
START = cast.at(date(2025, 9, 22))  # the long holiday lies on the way
PEOPLE = ("J01", "J02", "F01")
REFUSE = {"decision": "refuse", "reason_code": "OTHER"}

Step = tuple[str, str, int]  # what, by whom, how many days after the step before
DO: dict[str, Callable[..., Any]] = {
    "accept": cases.accept,
    "ask": lambda *at, **by: cases.ask_for_papers(*at, missing="证明", **by),
    "arrived": cases.papers_arrived,
    "paper": lambda *at, **by: cases.add_document(*at, name="other", file_name="a.png", content=png(), **by),
    "propose": lambda *at, **by: cases.propose(*at, decision="approve", **by),
    "propose no": lambda *at, **by: cases.propose(*at, **REFUSE, **by),
    "send back": lambda *at, **by: cases.send_back(*at, reason="再看", **by),
    "approve": lambda *at, **by: cases.decide(*at, decision="approve", **by),
    "refuse": lambda *at, **by: cases.decide(*at, **REFUSE, **by),
    "extend": lambda *at, **by: cases.extend(*at, reason="核查", **by),
    "withdraw": cases.withdraw,
}
ASKED: tuple[Step, ...] = (("accept", "J01", 1), ("ask", "J01", 3), ("extend", "J02", 8), ("arrived", "J01", 4))
STEPS = st.tuples(st.sampled_from(sorted(DO)), st.sampled_from(PEOPLE), st.integers(0, 9))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@example(steps=[("accept", "J01", 1), ("approve", "J01", 9)], kind=ALONE)
@example(steps=[*ASKED, ("propose", "J01", 1), ("approve", "J01", 0), ("approve", "F01", 1)], kind=TOGETHER)
@example(steps=[*ASKED, ("propose no", "J01", 1), ("approve", "F01", 0), ("refuse", "F01", 1)], kind=TOGETHER)
@given(steps=st.lists(STEPS, max_size=14), kind=st.sampled_from([ALONE, TOGETHER]))
def test_every_life_of_an_application_keeps_the_rules(
    connection: Connection, steps: list[Step], kind: CaseKind
) -> None:
    with connection.transaction(force_rollback=True):
        found, taken = lived(connection, steps, kind)
        events = cases.timeline(connection, REGION, found.id)
        assert [event.action for event in events] == ["submit", *taken]
        assert events[-1].state == found.state
        assert found.version == 1 + sum(action != "add_document" for action in taken)
        assert sum(action in ("approve", "refuse", "withdraw") for action in taken) == found.is_over
        assert found.due_on == due_on(clock_facts(found))
        if found.four_eyes and found.decided_by is not None:
            assert found.proposed_by not in (None, found.decided_by)
        carried_out = connection.execute(
            "select name like '经手%%' from enrolment_person where id = %s", (found.person_id,)
        ).fetchone()
        assert carried_out == (found.state == "done",)
        assert evidence.verify_audit(connection, REGION) == ()


def lived(connection: Connection, steps: list[Step], kind: CaseKind) -> tuple[Case, list[str]]:
    """The application after the steps, and the actions that were not refused."""
    new = cast.person(1, "陈健", None).person
    person_id = cast.made(enrolment.enrol_person(connection, REGION, new, on=START.date())).person_id
    who = {"person_id": person_id, "applicant": "陈健", "channel": "portal"}
    found = cast.made(cases.submit(connection, REGION, kind, facts={"word": "yes"}, now=START, **who))
    if kind is TOGETHER:
        paper = {"name": "paper", "file_name": "b.png", "content": png(shade=1)}
        cast.made(cases.add_document(connection, REGION, found.id, by="陈健", now=START, **paper))
    now, known, taken = START, len(cases.timeline(connection, REGION, found.id)), ["add_document"]
    taken = taken if kind is TOGETHER else []
    for name, by, days in steps:
        now += timedelta(days=days)
        outcome = DO[name](connection, REGION, found.id, by=by, now=now)
        events = cases.timeline(connection, REGION, found.id)
        assert isinstance(outcome, Refusal) <= (len(events) == known), "what was refused left something behind"
        taken += [event.action for event in events[known:]]
        known = len(events)
        _clock_never_lies(connection, found.id, now)
    there = cases.case(connection, REGION, found.id)
    assert there is not None
    return there, taken


def _clock_never_lies(connection: Connection, case_id: int, now: datetime) -> None:
    """What was used and what is left make what was given; while papers are missing nothing is due."""
    there = cases.case(connection, REGION, case_id)
    assert there is not None
    clock = cases.clock(there, now)
    assert clock.used_workdays >= 0
    assert clock.stopped == (there.state == "waiting_papers")
    assert (clock.due_on is None) == (clock.stopped or there.given_workdays is None)
    if clock.left_workdays is not None and there.given_workdays is not None:
        assert clock.used_workdays + clock.left_workdays == there.given_workdays + there.extended_workdays
