"""A person's own estimate starts from the same facts as a settlement, and gives to the fen what it would give."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import NOW, TODAY, Cast

import visit_cases as cases
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.care.visits import operations
from mingzhang.care.visits.estimating import OwnFacts, own_facts
from mingzhang.care.visits.records import Settled
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import Bill, Outcome, VisitFacts, estimate

VISIT = VisitFacts("outpatient", level="level2", place="other")


def own(stage: Connection, person: int, on: date = TODAY) -> OwnFacts:
    found = own_facts(stage, cases.REGION, person, on, now=NOW)
    assert isinstance(found, OwnFacts), found
    return found


def estimated(stage: Connection, person: int, fen: int) -> Outcome:
    known = own(stage, person)
    bill = Bill(fen, 0, 0, 0, (("", fen),))
    outcome = estimate(view_for(cases.REGION, TODAY), known.person, VISIT, bill, known.totals, known.balances)
    assert isinstance(outcome, Outcome)
    return outcome


@pytest.mark.parametrize("who", ["healthy", "retired", "frozen", "resident"])
def test_an_estimate_is_what_a_trial_gives(stage: Connection, cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    cases.settle_bill(stage, cast, person, cases.line("1", cases.IN_SCOPE, "700"))
    order = cases.visit_order(cast, person)
    visit_id = cases.open_visit(stage, order, cases.line("1", cases.IN_SCOPE, "1000"))
    tried = operations.try_settlement(
        stage, cases.REGION, cases.settlement_order(order, visit_id, "1000"), now=cases.NOW
    )
    assert isinstance(tried, Settled)
    assert estimated(stage, person, 100_000) == Outcome.from_data(tried.outcome)


def test_the_year_so_far_and_the_account_are_the_books(stage: Connection, cast: Cast) -> None:
    """65 % of 700 is 455; the account of 1,000 pays the other 245."""
    assert dict(own(stage, cast.healthy).totals) == {}
    cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "700"))
    known = own(stage, cast.healthy)
    assert known.totals["outpatient_paid"] == 45_500
    assert known.balances.account_fen == 100_000 - 24_500
    assert (known.medical_year, known.next_admission) == (2025, 1)
    assert (known.person.scheme, known.person.category) == ("employee", "in_service")


def test_another_medical_year_begins_with_nothing_used(stage: Connection, cast: Cast) -> None:
    cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "700"))
    assert own(stage, cast.healthy).totals["outpatient_paid"] == 45_500
    next_year = own(stage, cast.healthy, date(2026, 1, 15))
    assert (next_year.medical_year, dict(next_year.totals)) == (2026, {})


@pytest.mark.parametrize(("who", "code"), [("lapsed", "COVERAGE_STOPPED"), ("zero", "CONTRIBUTION_UNPAID")])
def test_who_has_no_benefit_gets_the_reason_and_no_figure(stage: Connection, cast: Cast, who: str, code: str) -> None:
    found = own_facts(stage, cases.REGION, getattr(cast, who), TODAY, now=NOW)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_somebody_who_is_not_in_the_register_is_refused(stage: Connection) -> None:
    found = own_facts(stage, cases.REGION, 10**9, TODAY, now=NOW)
    assert isinstance(found, Refusal)
    assert found.code == "PERSON_UNKNOWN"


def test_an_estimate_writes_nothing(stage: Connection, cast: Cast) -> None:
    counted = "select (select count(*) from visits_year), (select count(*) from visits_settlement)"
    before = stage.execute(counted).fetchone()
    estimated(stage, cast.neighbour, 100_000)
    assert stage.execute(counted).fetchone() == before
