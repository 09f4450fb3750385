"""An application from its hand-in to its end: steps, papers, clocks, notices, timeline and audit."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

import cast
from case_kinds import ALONE, AT_COUNTER, TOGETHER
from case_papers import pdf, png
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases, evidence
from mingzhang.books.cases import Case
from mingzhang.books.database import Connection
from mingzhang.registers.enrolment import operations as enrolment

REGION = cast.GUANGZHOU
MONDAY = cast.at(date(2025, 6, 9))


@pytest.fixture
def person_id(connection: Connection) -> int:
    new = cast.person(1, "陈健", None).person
    return cast.made(enrolment.enrol_person(connection, REGION, new, on=date(2025, 1, 1))).person_id


def handed_in(connection: Connection, person_id: int, word: str = "yes", kind: Any = TOGETHER, **facts: Any) -> Case:
    return cast.made(
        cases.submit(
            connection,
            REGION,
            kind,
            person_id=person_id,
            applicant="陈健",
            channel="portal",
            facts={"word": word, **facts},
            now=MONDAY,
        )
    )


def with_paper(connection: Connection, found: Case) -> Case:
    cast.made(
        cases.add_document(
            connection, REGION, found.id, name="paper", file_name="a.png", content=png(), by="陈健", now=MONDAY
        )
    )
    return found


def proposed(connection: Connection, person_id: int, word: str = "yes", decision: Any = "approve") -> Case:
    found = with_paper(connection, handed_in(connection, person_id, word))
    cast.made(cases.accept(connection, REGION, found.id, by="J01", now=MONDAY))
    return cast.made(
        cases.propose(
            connection,
            REGION,
            found.id,
            decision=decision,
            reason_code="NOT_REFUNDABLE" if decision == "refuse" else None,
            by="J01",
            now=MONDAY,
        )
    )


def refused(outcome: object) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def name_of(connection: Connection, person_id: int) -> str:
    row = connection.execute("select name from enrolment_person where id = %s", (person_id,)).fetchone()
    assert row is not None
    return str(row[0])


def test_two_people_decide_and_the_effect_is_there_with_the_decision(connection: Connection, person_id: int) -> None:
    found = proposed(connection, person_id)
    done = cast.made(cases.decide(connection, REGION, found.id, decision="approve", by="F02", now=MONDAY))
    assert (done.state, done.proposed_by, done.decided_by, done.outcome) == ("done", "J01", "F02", {"word": "yes"})
    assert name_of(connection, person_id) == "经手J01复核F02"
    assert cases.case(connection, REGION, found.id) == done
    steps = [event.action for event in cases.timeline(connection, REGION, found.id)]
    assert steps == ["submit", "add_document", "accept", "propose", "approve"]
    assert evidence.audited(connection, REGION, "CASE_APPROVE") is not None
    assert evidence.verify_audit(connection, REGION) == ()


def test_the_maker_cannot_check_and_nobody_decides_what_was_not_proposed(
    connection: Connection, person_id: int
) -> None:
    found = proposed(connection, person_id)
    assert (
        refused(cases.decide(connection, REGION, found.id, decision="approve", by="J01", now=MONDAY)) == "SAME_PERSON"
    )
    other = handed_in(connection, person_id, "other")
    cast.made(cases.accept(connection, REGION, other.id, by="J01", now=MONDAY))
    assert (
        refused(cases.decide(connection, REGION, other.id, decision="approve", by="F02", now=MONDAY)) == "NOT_PROPOSED"
    )
    assert name_of(connection, person_id) == "陈健"


def test_the_table_itself_refuses_one_person_in_both_roles(connection: Connection, person_id: int) -> None:
    found = proposed(connection, person_id)
    with pytest.raises(psycopg.errors.CheckViolation), connection.transaction():
        connection.execute(
            "update cases_case set state = 'done', decided_by = 'J01', ended_at = now() where id = %s", (found.id,)
        )


def test_a_checker_refuses_with_a_reason_and_the_applicant_is_told(connection: Connection, person_id: int) -> None:
    found = proposed(connection, person_id)
    refuse = {"decision": "refuse", "by": "F02", "now": MONDAY}
    assert refused(cases.decide(connection, REGION, found.id, **refuse)) == "REASON_NOT_CHOSEN"
    assert refused(cases.decide(connection, REGION, found.id, reason_code="NO_SUCH", **refuse)) == "REASON_NOT_CHOSEN"
    done = cast.made(
        cases.decide(connection, REGION, found.id, reason_code="NOT_REFUNDABLE", reason="待遇期已开始", **refuse)
    )
    assert (done.state, done.reason_code, done.reason) == ("refused", "NOT_REFUNDABLE", "待遇期已开始")
    assert name_of(connection, person_id) == "陈健"
    told = evidence.messages(connection, REGION, person_id=person_id)[0]
    assert told.kind == "CASE_REFUSE"
    assert told.body.splitlines() == [
        f"您的退款申请（编号 {found.number}）未获同意：不属于可退情形；待遇期已开始。如有异议，可申请复核。",
        f"Your application (Refund, number {found.number}) was refused: Not refundable; 待遇期已开始. "
        "You may ask for a review.",
    ]


def test_a_refusal_that_was_proposed_is_not_approved_but_sent_back(connection: Connection, person_id: int) -> None:
    found = proposed(connection, person_id, decision="refuse")
    approve = {"decision": "approve", "by": "F02", "now": MONDAY}
    assert refused(cases.decide(connection, REGION, found.id, **approve)) == "APPROVAL_NOT_PROPOSED"
    assert refused(cases.send_back(connection, REGION, found.id, reason=" ", by="F02", now=MONDAY)) == "TEXT_MISSING"
    back = cast.made(cases.send_back(connection, REGION, found.id, reason="可退，见票据", by="F02", now=MONDAY))
    assert (back.state, back.proposed, back.proposed_by, back.handler) == ("accepted", None, None, "J01")


def test_what_carrying_out_refuses_leaves_everything_as_it_was(connection: Connection, person_id: int) -> None:
    found = proposed(connection, person_id, "fail")
    outcome = cases.decide(connection, REGION, found.id, decision="approve", by="F02", now=MONDAY)
    assert refused(outcome) == "BALANCE_SHORT"
    assert name_of(connection, person_id) == "陈健"
    assert cases.case(connection, REGION, found.id) == found


def test_a_kind_without_money_is_decided_by_one(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id, kind=ALONE)
    cast.made(cases.accept(connection, REGION, found.id, by="J01", now=MONDAY))
    done = cast.made(cases.decide(connection, REGION, found.id, decision="approve", by="J01", now=MONDAY))
    assert done.state == "done"


def test_nobody_decides_on_an_old_screen(connection: Connection, person_id: int) -> None:
    found = proposed(connection, person_id)
    old = {"decision": "approve", "by": "F02", "now": MONDAY, "version": found.version - 1}
    assert refused(cases.decide(connection, REGION, found.id, **old)) == "CASE_CHANGED"
    cast.made(cases.decide(connection, REGION, found.id, **old | {"version": found.version}))
    assert refused(cases.decide(connection, REGION, found.id, **old | {"version": None})) == "CASE_STATE"
    assert refused(cases.withdraw(connection, REGION, found.id, by="陈健", now=MONDAY)) == "CASE_STATE"
    assert refused(cases.accept(connection, REGION, 999_999, by="J01", now=MONDAY)) == "CASE_UNKNOWN"


def test_the_clock_stands_while_papers_are_missing(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)  # Monday 9 June 2025, ten workdays: Monday 23 June
    assert found.due_on == date(2025, 6, 23)
    cast.made(cases.accept(connection, REGION, found.id, by="J01", now=MONDAY))
    tuesday, friday = cast.at(date(2025, 6, 10)), cast.at(date(2025, 6, 13))
    asked = cast.made(cases.ask_for_papers(connection, REGION, found.id, missing="收据", by="J01", now=tuesday))
    assert (asked.state, asked.due_on, asked.missing) == ("waiting_papers", None, "收据")
    assert "收据" in evidence.messages(connection, REGION, person_id=person_id)[0].body
    clock = cases.clock(asked, friday)
    assert (clock.used_workdays, clock.left_workdays, clock.stopped, clock.stopped_workdays) == (1, 9, True, 3)
    back = cast.made(cases.papers_arrived(connection, REGION, found.id, by="陈健", now=friday))
    assert (back.state, back.due_on, back.missing) == ("accepted", date(2025, 6, 26), "")
    assert cases.clock(back, friday).due_on == back.due_on
    late = cases.clock(back, cast.at(date(2025, 6, 27)))
    assert (late.is_overdue, late.left_workdays) == (True, -1)


def test_a_supervisor_extends_once(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)
    why = {"reason": "需外地核查", "by": "Z01", "now": MONDAY}
    assert refused(cases.extend(connection, REGION, found.id, **why)) == "CASE_STATE"
    cast.made(cases.accept(connection, REGION, found.id, by="J01", now=MONDAY))
    assert refused(cases.extend(connection, REGION, found.id, **why | {"reason": ""})) == "TEXT_MISSING"
    longer = cast.made(cases.extend(connection, REGION, found.id, **why))
    assert (longer.extended_workdays, longer.due_on) == (5, date(2025, 6, 30))
    assert "需外地核查" in evidence.messages(connection, REGION, person_id=person_id)[0].body
    assert refused(cases.extend(connection, REGION, found.id, **why)) == "EXTENDED_ALREADY"
    other = handed_in(connection, person_id, kind=ALONE)
    cast.made(cases.accept(connection, REGION, other.id, by="J01", now=MONDAY))
    assert refused(cases.extend(connection, REGION, other.id, **why)) == "EXTENSION_NOT_ALLOWED"


def test_a_kind_without_known_time_says_so(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id, kind=ALONE)
    clock = cases.clock(found, cast.at(date(2025, 6, 13)))
    assert (clock.given_workdays, clock.due_on, clock.left_workdays, clock.used_workdays) == (None, None, None, 4)
    assert "没有已知的法定办理时限" in evidence.messages(connection, REGION, person_id=person_id)[0].body


def test_withdrawing_while_papers_are_missing_ends_the_clock(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)
    cast.made(cases.ask_for_papers(connection, REGION, found.id, missing="收据", by="J01", now=MONDAY))
    later = MONDAY + timedelta(days=4)
    gone = cast.made(cases.withdraw(connection, REGION, found.id, by="陈健", now=later, reason="不退了"))
    assert (gone.state, gone.stopped_on, gone.stopped_workdays) == ("withdrawn", None, 4)
    clock = cases.clock(gone, later + timedelta(days=100))
    assert (clock.ended, clock.used_workdays) == (True, 0)


def test_an_approval_needs_every_listed_paper(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)
    cast.made(cases.accept(connection, REGION, found.id, by="J01", now=MONDAY))
    outcome = cases.propose(connection, REGION, found.id, decision="approve", by="J01", now=MONDAY)
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.facts["missing"]) == ("PAPERS_MISSING", "证明")


def test_papers_lie_sealed_and_come_back_byte_for_byte(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)
    content = pdf(b"5 0 obj (very private) endobj")
    paper = {"name": "paper", "by": "陈健", "now": MONDAY}
    added = cast.made(cases.add_document(connection, REGION, found.id, file_name="../私.pdf", content=content, **paper))
    again = cast.made(cases.add_document(connection, REGION, found.id, file_name="b.pdf", content=content, **paper))
    assert again == added
    assert (added.file_name, added.media_type, added.size) == ("私.pdf", "application/pdf", len(content))
    assert cases.documents(connection, REGION, found.id) == (added,)
    assert cases.document_content(connection, REGION, found.id, added.id) == content
    assert cases.document_content(connection, REGION, found.id + 1, added.id) is None
    stored = connection.execute("select content from cases_document where id = %s", (added.id,)).fetchone()
    assert stored is not None
    assert b"very private" not in stored[0]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute("delete from cases_document")


def test_papers_that_do_not_belong_are_refused(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)

    def add(name: str, number: int, content: bytes | None = None) -> object:
        return cases.add_document(
            connection,
            REGION,
            found.id,
            name=name,
            file_name="a.png",
            content=content or png(shade=number),
            by="陈健",
            now=MONDAY,
        )

    assert refused(add("passport", 1)) == "DOCUMENT_NOT_LISTED"
    assert refused(add("paper", 1, b"GIF89a")) == "DOCUMENT_TYPE"
    for number in range(cases.MOST_DOCUMENTS):
        assert not isinstance(add("other", number), Refusal)
    assert refused(add("other", 200)) == "DOCUMENTS_TOO_MANY"
    assert not isinstance(add("other", 3), Refusal)  # it is there already
    cast.made(cases.withdraw(connection, REGION, found.id, by="陈健", now=MONDAY))
    assert refused(add("paper", 201)) == "CASE_STATE"


def test_what_is_applied_for_lies_sealed(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id, account="6222000000000000001")
    assert found.facts["account"] == "6222000000000000001"
    stored = connection.execute("select to_jsonb(c)::text from cases_case c where id = %s", (found.id,)).fetchone()
    assert stored is not None
    assert "6222000000000000001" not in stored[0]
    assert b"6222".hex() not in stored[0]


def test_the_same_application_is_open_once(connection: Connection, person_id: int) -> None:
    found = handed_in(connection, person_id)
    again = {"person_id": person_id, "applicant": "陈健", "channel": "portal", "now": MONDAY}
    outcome = cases.submit(connection, REGION, TOGETHER, facts={"word": "yes"}, **again)
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.facts["number"]) == ("CASE_OPEN_ALREADY", found.number)
    assert not isinstance(cases.submit(connection, REGION, TOGETHER, facts={"word": "other"}, **again), Refusal)
    cast.made(cases.withdraw(connection, REGION, found.id, by="陈健", now=MONDAY))
    assert not isinstance(cases.submit(connection, REGION, TOGETHER, facts={"word": "yes"}, **again), Refusal)


def test_what_can_be_objected_to_is_refused_at_once(connection: Connection, person_id: int) -> None:
    portal = {"person_id": person_id, "applicant": "陈健", "channel": "portal", "now": MONDAY}
    assert refused(cases.submit(connection, REGION, TOGETHER, facts={"word": "no"}, **portal)) == "NOT_REFUNDABLE"
    assert refused(cases.submit(connection, REGION, TOGETHER, facts={}, **portal)) == "FIELD_MISSING"
    assert (
        refused(cases.submit(connection, REGION, AT_COUNTER, facts={"word": "x"}, **portal)) == "CASE_AT_COUNTER_ONLY"
    )
    window = portal | {"channel": "counter", "by": "J01"}
    assert not isinstance(cases.submit(connection, REGION, AT_COUNTER, facts={"word": "x"}, **window), Refusal)
    assert len(cases.cases_of(connection, REGION, person_id)) == 1


def test_the_timeline_cannot_be_changed(connection: Connection, person_id: int) -> None:
    handed_in(connection, person_id)
    for statement in ("update cases_event set note = 'x'", "delete from cases_event", "delete from cases_case"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(statement)


def test_the_queue_is_by_the_day_due_and_for_each_desk(connection: Connection, person_id: int) -> None:
    first, timeless = handed_in(connection, person_id), handed_in(connection, person_id, kind=ALONE)
    earlier = cast.made(
        cases.submit(
            connection,
            REGION,
            TOGETHER,
            person_id=person_id,
            applicant="陈健",
            channel="portal",
            facts={"word": "earlier"},
            now=cast.at(date(2025, 5, 9)),
        )
    )
    assert [one.id for one in cases.queue(connection, REGION)] == [earlier.id, first.id, timeless.id]
    assert [one.id for one in cases.queue(connection, REGION, due_before=date(2025, 6, 9))] == [earlier.id]
    cast.made(cases.accept(connection, REGION, timeless.id, by="J01", now=MONDAY))
    assert [one.id for one in cases.queue(connection, REGION, handler="J01")] == [timeless.id]
    to_check = proposed(connection, person_id, "check")
    assert [one.id for one in cases.queue(connection, REGION, states=("proposed",), not_proposed_by="F02")] == [
        to_check.id
    ]
    assert cases.queue(connection, REGION, states=("proposed",), not_proposed_by="J01") == ()
    counts = cases.queue_counts(connection, REGION, by="J01", today=date(2025, 6, 9))
    assert (counts.open, counts.overdue, counts.new, counts.mine, counts.to_check) == (4, 1, 2, 1, 0)
    assert cases.queue(connection, cast.BEIJING) == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({"word": " a "}, {"word": "a"}),
        ({"word": "a", "day": "2025-02-28"}, {"word": "a", "day": "2025-02-28"}),
        ({"word": "a", "money": "1,234.5"}, {"word": "a", "money": 123_450}),
        ({"word": "a", "count": "3", "agreed": "on"}, {"word": "a", "count": 3, "agreed": True}),
        ({"word": "a", "month": "2025-02", "way": "bank"}, {"word": "a", "month": "2025-02", "way": "bank"}),
        ({"word": "a", "story": "一\r\n二"}, {"word": "a", "story": "一\n二"}),
        ({"word": "a", "unlisted": "x"}, {"word": "a"}),
        ({}, "FIELD_MISSING word"),
        ({"word": "a\u202eb"}, "FIELD_INVALID word"),
        ({"word": "a" * 101}, "FIELD_INVALID word"),
        ({"word": "a", "day": "2025-02-30"}, "FIELD_INVALID day"),
        ({"word": "a", "day": "20250228"}, "FIELD_INVALID day"),
        ({"word": "a", "month": "2025-13"}, "FIELD_INVALID month"),
        ({"word": "a", "money": "1.234"}, "FIELD_INVALID money"),
        ({"word": "a", "money": "-1"}, "FIELD_INVALID money"),
        ({"word": "a", "count": "many"}, "FIELD_INVALID count"),
        ({"word": "a", "way": "cash"}, "FIELD_INVALID way"),
    ],
    ids=json.dumps,
)
def test_what_is_typed_is_read_or_named(typed: dict[str, str], read: object) -> None:
    found = cases.read_facts(TOGETHER, typed)
    assert (f"{found.code} {found.facts['field']}" if isinstance(found, Refusal) else found) == read
