"""Each kind of application through maker and checker, with what it changes in the books and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

import cast
from case_papers import png
from mingzhang.basics.identifiers import record_number
from mingzhang.basics.refusal import Refusal
from mingzhang.books import cases, ledger
from mingzhang.books.cases import Case, Fact
from mingzhang.books.database import Connection
from mingzhang.money import applications
from mingzhang.money.accounts import queries as accounts
from mingzhang.money.collection.refunds import queries as refunds
from mingzhang.money.contributions import queries as paid
from mingzhang.registers.enrolment import operations as enrolment
from mingzhang.registers.enrolment import queries as register

NOW = cast.NOW
Facts = Mapping[str, Fact]


@pytest.fixture
def people(connection: Connection) -> cast.Cast:
    return cast.build(connection)


def submit(connection: Connection, kind: str, person_id: int, facts: Facts) -> Case | Refusal:
    return cases.submit(
        connection,
        cast.GUANGZHOU,
        applications.kinds()[kind],
        person_id=person_id,
        applicant="本人",
        channel="counter",
        facts=facts,
        now=NOW,
        by="J01",
    )


def decided(connection: Connection, kind: str, person_id: int, facts: Facts) -> Case:
    """Hand in with every needed paper, propose as J01, approve as F01."""
    found = cast.made(submit(connection, kind, person_id, facts))
    for shade, rule in enumerate(applications.kinds()[kind].needed_documents(found.region, NOW.date(), facts)):
        cast.made(
            cases.add_document(
                connection,
                found.region,
                found.id,
                name=rule.name,
                file_name=f"{rule.name}.png",
                content=png(shade=shade),
                by="J01",
                now=NOW,
            )
        )
    cast.made(cases.accept(connection, found.region, found.id, by="J01", now=NOW))
    cast.made(cases.propose(connection, found.region, found.id, decision="approve", by="J01", now=NOW))
    return cast.made(cases.decide(connection, found.region, found.id, decision="approve", by="F01", now=NOW))


def refused(outcome: Case | Refusal) -> str:
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def receipt_of(connection: Connection, person_id: int, place: int = 0) -> str:
    return record_number(cast.GUANGZHOU, paid.receipts_for(connection, cast.GUANGZHOU, person_id)[place].id)


def test_an_ordinary_contribution_is_not_refunded_and_the_window_says_so(
    connection: Connection, people: cast.Cast
) -> None:
    receipt = receipt_of(connection, people.healthy)
    for ground in ("DUPLICATE", "TWO_SCHEMES"):
        facts = {"receipt": receipt, "ground": ground}
        assert refused(submit(connection, "premium_refund", people.healthy, facts)) == "NO_GROUND_FOR_REFUND"
    facts = {"receipt": receipt, "ground": "STOPPED_BEFORE_BENEFIT"}
    assert refused(submit(connection, "premium_refund", people.healthy, facts)) == "BENEFIT_HAS_BEGUN"
    stranger = {"receipt": receipt_of(connection, people.resident), "ground": "DUPLICATE"}
    assert refused(submit(connection, "premium_refund", people.healthy, stranger)) == "RECEIPT_UNKNOWN"
    assert refunds.refunds_of(connection, people.region, people.healthy) == ()


def test_money_paid_under_a_wrong_name_goes_back_when_two_people_say_so(
    connection: Connection, people: cast.Cast
) -> None:
    before = ledger.balance(connection, people.region, "personal", people.flexible).balance_fen
    facts = {"receipt": receipt_of(connection, people.flexible), "ground": "IDENTITY_WRONG", "story": "替同名者缴费"}
    done = decided(connection, "premium_refund", people.flexible, facts)
    (refund,) = refunds.refunds_of(connection, people.region, people.flexible)
    assert (refund.state, refund.asked_by, refund.reviewed_by) == ("reviewed", "J01", "F01")
    assert refund.case_id == done.id
    assert done.outcome["amount_fen"] == refund.amount_fen > 0
    assert done.outcome["refund"] == record_number(people.region, refund.id)
    after = ledger.balance(connection, people.region, "personal", people.flexible).balance_fen
    assert before - after == sum(line.account_part_fen for line in refund.lines)
    assert ledger.prove_region(connection, people.region) == ()


def test_papers_depend_on_the_ground_of_a_refund(connection: Connection, people: cast.Cast) -> None:
    kind = applications.kinds()["premium_refund"]
    needed = [
        [rule.name for rule in kind.needed_documents(people.region, NOW.date(), {"ground": ground})]
        for ground in ("DUPLICATE", "IDENTITY_WRONG", "DIED_BEFORE_BENEFIT")
    ]
    assert needed == [
        ["identity_card"],
        ["identity_card", "identity_proof"],
        ["identity_card", "death_certificate"],
    ]


def test_the_form_offers_the_payments_of_the_person(connection: Connection, people: cast.Cast) -> None:
    rule = applications.kinds()["premium_refund"].fields[0]
    assert rule.offers is not None
    offered = rule.offers(connection, people.region, people.healthy)
    assert [choice.value for choice in offered] == [
        receipt_of(connection, people.healthy, place) for place in range(len(offered) - 1, -1, -1)
    ]
    assert "(2025-05)" in offered[0].title.zh


def test_a_corrected_name_is_a_new_version_that_names_the_case(connection: Connection, people: cast.Cast) -> None:
    empty = {"holder": "register", "reason": "笔误"}
    assert refused(submit(connection, "identity_correction", people.healthy, empty)) == "NOTHING_TO_CORRECT"
    wrong = empty | {"number": "999999198504120019"}
    assert refused(submit(connection, "identity_correction", people.healthy, wrong)) == "ID_NUMBER_INVALID"
    done = decided(connection, "identity_correction", people.healthy, empty | {"name": "陈建"})
    who = register.person(connection, people.region, people.healthy)
    assert who is not None
    assert who.name == "陈建"
    assert done.outcome == {"holder": "register", "corrected": "name"}
    held = [one for one in register.identities(connection, people.region, people.healthy) if one.holder == "register"]
    assert [one.name for one in held] == ["陈健", "陈建"]
    assert done.given_workdays == 10


def test_an_account_is_unfrozen_by_the_document_that_ends_it(connection: Connection, people: cast.Cast) -> None:
    rule = applications.kinds()["account_unfreeze"].fields[0]
    assert rule.offers is not None
    (offered,) = rule.offers(connection, people.region, people.frozen)
    held = ledger.balance(connection, people.region, "personal", people.frozen).held_fen
    facts = {"freeze": offered.value, "basis": "(2025)粤01执100号之一"}
    assert refused(submit(connection, "account_unfreeze", people.healthy, facts)) == "FREEZE_NOT_OPEN"
    done = decided(connection, "account_unfreeze", people.frozen, facts)
    assert done.outcome == {"released_fen": held}
    (freeze,) = accounts.freezes(connection, people.region, people.frozen)
    assert (freeze.lifted_by, freeze.lift_basis) == ("F01", "(2025)粤01执100号之一")
    assert refused(submit(connection, "account_unfreeze", people.frozen, facts)) == "FREEZE_NOT_OPEN"


def test_a_suspension_that_was_wrong_ends_on_the_day_proved(connection: Connection, people: cast.Cast) -> None:
    facts = {"since": "2025-06-01", "story": "五月已补缴"}
    assert refused(submit(connection, "suspension_appeal", people.healthy, facts)) == "NO_SUSPENDED_COVERAGE"
    cast.made(
        enrolment.suspend(
            connection, people.region, people.healthy, on=date(2025, 6, 1), reason="arrears", by="J02", now=NOW
        )
    )
    done = decided(connection, "suspension_appeal", people.healthy, facts)
    assert done.outcome == {"active_from": "2025-06-01"}
    held = register.coverage_on(connection, people.region, people.healthy, date(2025, 6, 10))
    assert held is not None
    assert held.status == "active"


def test_nobody_retires_on_five_months(connection: Connection, people: cast.Cast) -> None:
    facts = {"retired_on": "2025-06-10", "required_months": 300}
    assert refused(submit(connection, "retirement", people.healthy, facts)) == "YEARS_MISSING"


def test_deemed_months_let_a_person_retire(connection: Connection, people: cast.Cast) -> None:
    deemed = decided(connection, "deemed_years", people.healthy, {"months": 400, "basis": "1985 年招工登记表"})
    assert deemed.outcome == {"months": 400}
    (kept,) = register.deemed_months(connection, people.region, people.healthy)
    assert (kept.months, kept.recorded_by, kept.case_id) == (400, "F01", deemed.id)
    facts = {"retired_on": "2025-06-10", "required_months": 300}
    done = decided(connection, "retirement", people.healthy, facts)
    assert done.outcome == {"category": "retired", "since": "2025-06-10"}
    held = register.coverage_on(connection, people.region, people.healthy, date(2025, 6, 10))
    assert held is not None
    assert held.category == "retired"


def test_a_time_that_no_pack_knows_is_no_number(connection: Connection, people: cast.Cast) -> None:
    facts = {"receipt": receipt_of(connection, people.flexible), "ground": "IDENTITY_WRONG"}
    found = cast.made(submit(connection, "premium_refund", people.flexible, facts))
    clock = cases.clock(found, NOW + timedelta(days=30))
    assert (clock.given_workdays, clock.due_on, clock.is_overdue) == (None, None, False)


def test_who_leaves_before_benefit_began_gets_the_contribution_back(connection: Connection, people: cast.Cast) -> None:
    facts = {"receipt": receipt_of(connection, people.waiting), "ground": "STOPPED_BEFORE_BENEFIT"}
    assert refused(submit(connection, "premium_refund", people.waiting, facts)) == "BENEFIT_HAS_BEGUN"
    leaving = {"on": date(2025, 6, 10), "reason": "own_wish", "by": "J02", "now": NOW}
    cast.made(enrolment.stop(connection, people.region, people.waiting, **leaving))
    decided(connection, "premium_refund", people.waiting, facts)
    (refund,) = refunds.refunds_of(connection, people.region, people.waiting)
    assert (refund.reason, refund.state) == ("STOPPED_BEFORE_BENEFIT", "reviewed")
    assert refused(submit(connection, "premium_refund", people.waiting, facts)) in (
        "RECEIPT_UNKNOWN",
        "ALREADY_REFUNDED",
    )
