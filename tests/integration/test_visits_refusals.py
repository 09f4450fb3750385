"""Who may not be served, and what may not be billed: each refusal by its code, with nothing written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests import visit_cases as cases
from tests.cast import Cast, at, id_number

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits import operations
from mingzhang.care.visits.queries import lines_of, visit
from mingzhang.care.visits.records import (
    ALL_BATCHES,
    Answered,
    DiagnosesOrder,
    Diagnosis,
    FeeLine,
    LinesOrder,
    LinesRemoval,
    PersonClaim,
    ShownCredential,
    VisitOrder,
    VisitWithdrawal,
)
from mingzhang.money.accounts.operations import freeze_account
from mingzhang.money.accounts.records import FreezeKind
from mingzhang.registers.institutions import operations as institutions


def refusal_to_register(connection: Connection, order: VisitOrder) -> str:
    """The code with which a visit is refused; OPENED when it is not."""
    opened = operations.register_visit(connection, cases.REGION, order, now=cases.NOW)
    return opened.code if isinstance(opened, Refusal) else "OPENED"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("healthy", "OPENED"),
        ("retired", "OPENED"),
        ("resident", "OPENED"),
        ("flexible", "OPENED"),
        ("frozen", "OPENED"),
        ("zero", "CONTRIBUTION_UNPAID"),
        ("unpaid_resident", "CONTRIBUTION_UNPAID"),
        ("lapsed", "COVERAGE_STOPPED"),
        ("unconfirmed", "NOT_CONFIRMED"),
        ("waiting", "WAITING_PERIOD"),
    ],
)
def test_only_who_is_entitled_on_the_day_is_served(stage: Connection, cast: Cast, who: str, code: str) -> None:
    order = cases.visit_order(cast, getattr(cast, who), institution=cast.institutions.community.code)
    assert refusal_to_register(stage, order) == code


@pytest.mark.parametrize(("order", "code"), [("SUPERVISION", "USE_SUSPENDED"), ("COURT", "OPENED")])
def test_a_decision_on_misuse_suspends_settlement_and_a_court_only_the_money(
    stage: Connection, cast: Cast, order: FreezeKind, code: str
) -> None:
    before = cases.NOW - timedelta(days=1)
    freeze_account(stage, cases.REGION, cast.healthy, order, authority="甲部门", basis="决定", now=before)
    assert refusal_to_register(stage, cases.visit_order(cast, cast.healthy)) == code


def test_a_person_nobody_knows_is_refused(stage: Connection, cast: Cast) -> None:
    assert refusal_to_register(stage, cases.visit_order(cast, 999_999)) == "PERSON_UNKNOWN"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "陈健"}, "OPENED"),
        ({"name": "别人"}, "PERSON_MISMATCH"),
        ({"document_number": id_number(1, date(1985, 4, 12))}, "OPENED"),
        ({"document_number": id_number(2, date(1985, 4, 12))}, "PERSON_MISMATCH"),
        ({"scheme": "employee"}, "OPENED"),
        ({"scheme": "resident"}, "SCHEME_MISMATCH"),
    ],
)
def test_what_is_claimed_must_agree_with_the_register(
    stage: Connection, cast: Cast, change: dict[str, str], code: str
) -> None:
    claim = replace(PersonClaim(cast.healthy), **change)  # type: ignore[arg-type]
    assert refusal_to_register(stage, cases.visit_order(cast, cast.healthy, claim=claim)) == code


@pytest.mark.parametrize(
    ("who", "kind", "number", "code"),
    [
        ("healthy", "card", "900000001", "OPENED"),
        ("healthy", "card", "900000002", "CREDENTIAL_OF_ANOTHER"),
        ("healthy", "card", "977777777", "CREDENTIAL_UNKNOWN"),
        ("healthy", "e_voucher", id_number(1, date(1985, 4, 12)), "OPENED"),
        ("healthy", "document", id_number(1, date(1985, 4, 12)), "OPENED"),
        ("healthy", "document", id_number(2, date(1985, 4, 12)), "PERSON_MISMATCH"),
        ("not_activated", "card", "900000010", "CREDENTIAL_NOT_ACTIVATED"),
    ],
)
def test_what_is_shown_must_be_the_persons_and_in_use(
    stage: Connection, cast: Cast, who: str, kind: str, number: str, code: str
) -> None:
    order = cases.visit_order(cast, getattr(cast, who), credential=ShownCredential(kind, number))
    assert refusal_to_register(stage, order) == code


def test_an_expired_card_is_refused_and_its_successor_is_not(stage: Connection, cast: Cast) -> None:
    stage.execute(
        "update enrolment_credential set holds = daterange('2024-03-01', '2025-06-01') where number = '900000001'"
    )
    order = cases.visit_order(cast, cast.healthy, credential=ShownCredential("card", "900000001"))
    assert refusal_to_register(stage, order) == "CREDENTIAL_EXPIRED"


def test_a_suspended_agreement_refuses_at_once(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy, institution=cast.institutions.suspended.code)
    assert refusal_to_register(stage, order) == "AGREEMENT_SUSPENDED"
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, cases.line("1", cases.IN_SCOPE, "10"))
    institutions.suspend(stage, cases.REGION, cast.institutions.level2.id, on=cases.people.TODAY, reason="查处")
    refused = cases.settle(stage, cases.settlement_order(order, visit_id, "10"))
    assert isinstance(refused, Refusal) and refused.code == "AGREEMENT_SUSPENDED"


def test_a_terminated_agreement_and_none_have_codes_of_their_own(stage: Connection, cast: Cast) -> None:
    before = cases.visit_order(cast, cast.healthy, at=at(date(2023, 12, 31)))
    assert refusal_to_register(stage, before) == "NOT_DESIGNATED"
    institutions.terminate(stage, cases.REGION, cast.institutions.level2.id, on=cases.people.TODAY, reason="期满")
    assert refusal_to_register(stage, cases.visit_order(cast, cast.healthy)) == "AGREEMENT_TERMINATED"
    unknown = cases.visit_order(cast, cast.healthy, institution="H44010099999")
    assert refusal_to_register(stage, unknown) == "INSTITUTION_UNKNOWN"


def test_a_visit_to_come_and_a_serial_in_use_are_refused(stage: Connection, cast: Cast) -> None:
    tomorrow = cases.visit_order(cast, cast.healthy, at=cases.NOW + timedelta(days=1))
    assert refusal_to_register(stage, tomorrow) == "DAY_TO_COME"
    order = cases.visit_order(cast, cast.healthy)
    assert refusal_to_register(stage, order) == "OPENED"
    assert refusal_to_register(stage, replace(order, person=PersonClaim(cast.neighbour))) == "VISIT_SERIAL_TAKEN"


GOOD = cases.line("1", cases.IN_SCOPE, "10")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "NO_LINES"),
        ((replace(GOOD, amount_fen=-1_000),), "AMOUNT_NEGATIVE"),
        ((replace(GOOD, quantity=Decimal(-1)),), "AMOUNT_NEGATIVE"),
        ((replace(GOOD, amount_fen=10**12, unit_price=Decimal(10**10)),), "AMOUNT_ABSURD"),
        ((replace(GOOD, amount_fen=1_002),), "LINE_MISMATCH"),
        ((replace(GOOD, item_code="NOWHERE"),), "ITEM_UNKNOWN"),
        ((replace(GOOD, occurred_at=at(date(2023, 5, 1))),), "ITEM_UNKNOWN"),
        ((replace(GOOD, occurred_at=cases.NOW + timedelta(days=1)),), "DAY_TO_COME"),
        ((GOOD, GOOD), "LINE_REPEATED"),
        ((GOOD, replace(GOOD, batch="B2")), "LINE_SERIAL_TAKEN"),
    ],
)
def test_unsound_lines_are_refused_whole(stage: Connection, cast: Cast, lines: tuple[FeeLine, ...], code: str) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order)
    sent = LinesOrder(order.institution_code, cast.healthy, visit_id, lines)
    refused = operations.upload_lines(stage, cases.REGION, sent, now=cases.NOW)
    assert isinstance(refused, Refusal) and refused.code == code
    assert lines_of(stage, cases.REGION, visit_id) == ()


def test_a_fen_of_rounding_in_a_line_is_accepted(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    third = replace(GOOD, quantity=Decimal(3), unit_price=Decimal("3.3333"), amount_fen=1_000)
    assert cases.open_visit(stage, order, third)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (GOOD, "LINE_REPEATED"),
        (replace(GOOD, amount_fen=900, unit_price=Decimal(9)), "LINE_SERIAL_TAKEN"),
        (replace(GOOD, serial="2"), "BATCH_ALREADY_SENT"),
    ],
)
def test_a_line_or_batch_is_sent_once(stage: Connection, cast: Cast, line: FeeLine, code: str) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, GOOD)
    sent = LinesOrder(order.institution_code, cast.healthy, visit_id, (line,))
    refused = operations.upload_lines(stage, cases.REGION, sent, now=cases.NOW)
    assert isinstance(refused, Refusal) and refused.code == code


def test_a_visit_serves_only_its_person_and_its_institution(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, GOOD)
    asked = cases.settlement_order(order, visit_id, "10")
    wrong = {
        "VISIT_OF_ANOTHER": replace(asked, person=PersonClaim(cast.neighbour)),
        "VISIT_ELSEWHERE": replace(asked, institution_code=cast.institutions.level3.code),
        "VISIT_UNKNOWN": replace(asked, visit_id=999_999),
        "BATCH_UNKNOWN": replace(asked, batch="B9"),
        "TOTAL_MISMATCH": replace(asked, total_fen=1_001),
        "AMOUNT_ABSURD": replace(asked, total_fen=-1_000),
    }
    for code, order_of_settlement in wrong.items():
        refused = cases.settle(stage, order_of_settlement)
        assert isinstance(refused, Refusal) and refused.code == code
        tried = operations.try_settlement(stage, cases.REGION, order_of_settlement, now=cases.NOW)
        assert isinstance(tried, Refusal) and tried.code == code
    assert cases.totals(stage, cast.healthy) == {}


def test_lines_can_be_deleted_until_they_are_settled(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, GOOD, replace(GOOD, serial="2", batch="B2"))

    def delete(batch: str) -> int | Refusal:
        removal = LinesRemoval(order.institution_code, cast.healthy, visit_id, batch)
        return operations.delete_lines(stage, cases.REGION, removal, now=cases.NOW)

    assert isinstance(cases.settle(stage, cases.settlement_order(order, visit_id, "10")), Answered)
    settled, unknown = delete("B1"), delete("B9")
    assert isinstance(settled, Refusal) and settled.code == "BATCH_SETTLED"
    assert isinstance(unknown, Refusal) and unknown.code == "BATCH_UNKNOWN"
    assert delete(ALL_BATCHES) == 1
    assert [line.serial for line in lines_of(stage, cases.REGION, visit_id)] == ["1"]


def test_a_visit_is_withdrawn_once_and_not_when_settled(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, GOOD)
    withdrawal = VisitWithdrawal(order.institution_code, cast.healthy, visit_id, order.serial)

    def withdraw(asked: VisitWithdrawal) -> str:
        done = operations.withdraw_visit(stage, cases.REGION, asked, now=cases.NOW)
        return done.code if isinstance(done, Refusal) else "WITHDRAWN"

    assert withdraw(replace(withdrawal, serial="other")) == "VISIT_SERIAL_DIFFERS"
    assert withdraw(withdrawal) == "WITHDRAWN"
    assert withdraw(withdrawal) == "VISIT_WITHDRAWN"
    assert lines_of(stage, cases.REGION, visit_id) == ()
    again = cases.open_visit(stage, order, GOOD)  # the institution's number is free again
    assert isinstance(cases.settle(stage, cases.settlement_order(order, again, "10")), Answered)
    assert withdraw(replace(withdrawal, visit_id=again)) == "VISIT_SETTLED"


def test_diagnoses_are_added_changed_and_taken_back(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, GOOD)

    def record(*diagnoses: Diagnosis) -> list[tuple[str, str]] | str:
        sent = DiagnosesOrder(order.institution_code, cast.healthy, visit_id, "outpatient", "11", diagnoses)
        changed = operations.record_diagnoses(stage, cases.REGION, sent, now=cases.NOW)
        if isinstance(changed, Refusal):
            return changed.code
        return [(row["code"], row["name"]) for row in changed.diagnoses]

    flu, cold = Diagnosis("1", 1, "J11.100", "流行性感冒"), Diagnosis("1", 2, "J00.x00", "急性鼻咽炎")
    assert record(flu, cold) == [("J11.100", "流行性感冒"), ("J00.x00", "急性鼻咽炎")]
    assert record(replace(cold, valid=False)) == [("J11.100", "流行性感冒")]
    found = visit(stage, cases.REGION, visit_id)
    assert found is not None and found.medical_type == "11"
    cases.settle(stage, cases.settlement_order(order, visit_id, "10"))
    assert record(cold) == "VISIT_SETTLED"


def test_a_rule_that_is_not_known_refuses_by_name(stage: Connection, cast: Cast) -> None:
    order = cases.visit_order(cast, cast.resident, institution=cast.institutions.level2.code)
    visit_id = cases.open_visit(stage, order, GOOD)
    stage.execute("update visits_visit set benefit = 'dental' where id = %s", (visit_id,))
    refused = cases.settle(stage, cases.settlement_order(order, visit_id, "10"))
    assert isinstance(refused, Refusal) and refused.code in {"UNKNOWN_RULE", "BENEFIT_UNKNOWN"}
