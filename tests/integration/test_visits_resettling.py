"""A late cancellation or correction: what came after is settled again, and the differences are posted to the fen.

Figures by hand: 440100 pays 65 % of an in-service person's outpatient care at level 2, up to 7,916 yuan in 2025.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.cast import Cast

import visit_cases as cases
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.ledger import prove_region
from mingzhang.books.ledger.queries import balance, fund_balance
from mingzhang.care.visits import operations, planning
from mingzhang.care.visits.queries import adjustments_of, settlement
from mingzhang.care.visits.records import Adjustment, Answered, Settled
from mingzhang.rules.policy import PolicyView, view_for

LARGE = cases.line("1", cases.IN_SCOPE, "12000")
SMALL = cases.line("1", cases.IN_SCOPE, "1000")


class LastFirst:
    """The rules of a region, but for one: the last visit is cancelled first."""

    def __init__(self, view: PolicyView) -> None:
        self._view = view

    def __getattr__(self, name: str) -> object:
        return getattr(self._view, name)

    def find(self, key: str, **facts: object) -> object:
        return SimpleNamespace(value="last_first") if key == "clearing.resettling" else self._view.find(key, **facts)


def settle(stage: Connection, cast: Cast, line, **options) -> Settled:
    return cases.settle_bill(stage, cast, cast.healthy, line, **options)


def cancel(stage: Connection, cast: Cast, settled: Settled) -> Settled:
    done = cases.cancel(stage, settled, institution=cast.institutions.level2.code)
    assert isinstance(done, Answered) and done.settled is not None, done
    return done.settled


def adjustments(stage: Connection, settled: Settled) -> tuple[Adjustment, ...]:
    assert settled.settlement_id is not None
    return adjustments_of(stage, cases.REGION, [settled.settlement_id])


def changes(adjustment: Adjustment) -> dict[str, int]:
    return {change.payer: change.amount_fen for change in adjustment.changes}


def fund_fen(stage: Connection) -> int:
    return fund_balance(stage, cases.REGION, "employee_pooled")


def owed_fen(stage: Connection, cast: Cast) -> int:
    return balance(stage, cases.REGION, "owed", cast.healthy).balance_fen


def test_what_came_after_a_cancelled_bill_is_settled_again(stage: Connection, cast: Cast) -> None:
    fund = fund_fen(stage)
    first = settle(stage, cast, LARGE)
    second = settle(stage, cast, SMALL)
    assert (first.amounts.fund_fen, second.amounts.fund_fen) == (780_000, 11_600)  # the cap leaves 116 yuan
    assert (second.amounts.account_fen, second.amounts.cash_fen) == (0, 88_400)  # the first bill emptied the account
    mirror = cancel(stage, cast, first)
    (adjustment,) = adjustments(stage, second)
    assert changes(adjustment) == {"employee_pooled": 53_400, "cash": -53_400}  # 650 yuan instead of 116
    assert (adjustment.reason, adjustment.caused_by) == ("EARLIER_CANCELLED", mirror.settlement_id)
    assert owed_fen(stage, cast) == 53_400
    assert cases.account_fen(stage, cast.healthy) == 100_000  # what the cancelled bill took is back
    assert fund_fen(stage) == fund - 65_000
    original = settlement(stage, cases.REGION, second.settlement_id or 0)
    assert original is not None and original.amounts == second.amounts  # originals stay
    assert prove_region(stage, cases.REGION) == ()


def test_money_goes_back_into_the_account_that_paid(stage: Connection, cast: Cast) -> None:
    first = settle(stage, cast, LARGE, use_account=False)
    second = settle(stage, cast, SMALL)
    assert (second.amounts.account_fen, second.amounts.cash_fen) == (88_400, 0)
    cancel(stage, cast, first)
    (adjustment,) = adjustments(stage, second)
    assert changes(adjustment) == {"employee_pooled": 53_400, "account": -53_400}
    assert cases.account_fen(stage, cast.healthy) == 100_000 - 88_400 + 53_400
    assert owed_fen(stage, cast) == 0


def test_an_adjusted_bill_is_cancelled_with_its_adjustments(stage: Connection, cast: Cast) -> None:
    fund = fund_fen(stage)
    first = settle(stage, cast, LARGE, use_account=False)
    second = settle(stage, cast, SMALL)
    cancel(stage, cast, first)
    cancel(stage, cast, second)
    assert [sum(change.amount_fen for change in each.changes) for each in adjustments(stage, second)] == [0, 0]
    assert cases.account_fen(stage, cast.healthy) == 100_000
    assert owed_fen(stage, cast) == 0
    assert fund_fen(stage) == fund
    assert cases.totals(stage, cast.healthy) == {}
    assert prove_region(stage, cases.REGION) == ()


def test_a_corrected_register_settles_the_year_again(stage: Connection, cast: Cast) -> None:
    first = settle(stage, cast, SMALL)
    second = settle(stage, cast, SMALL, use_account=False)
    assert (first.amounts.account_fen, second.amounts.cash_fen) == (35_000, 35_000)
    assert operations.resettle(stage, cases.REGION, first.settlement_id or 0, now=cases.NOW) == ()
    stage.execute(  # the register learns that the person had retired before
        "update enrolment_coverage set category = 'retired' where region = %s and person_id = %s",
        (cases.REGION, cast.healthy),
    )
    tried = operations.try_resettling(stage, cases.REGION, first.settlement_id or 0, now=cases.NOW)
    assert not isinstance(tried, Refusal) and adjustments(stage, first) == ()
    posted = operations.resettle(stage, cases.REGION, first.settlement_id or 0, now=cases.NOW)
    assert not isinstance(posted, Refusal)
    assert [changes(each) for each in posted] == [changes(each) for each in tried]
    assert [changes(each) for each in posted] == [  # 70 % instead of 65 %
        {"employee_pooled": 5_000, "account": -5_000},
        {"employee_pooled": 5_000, "cash": -5_000},
    ]
    assert {each.reason for each in posted} == {"FACTS_CORRECTED"}
    assert operations.resettle(stage, cases.REGION, first.settlement_id or 0, now=cases.NOW) == ()
    assert owed_fen(stage, cast) == 5_000
    assert prove_region(stage, cases.REGION) == ()


def test_a_visit_that_could_not_be_settled_any_more_stops_everything(stage: Connection, cast: Cast) -> None:
    first = settle(stage, cast, LARGE)
    settle(stage, cast, SMALL)
    stage.execute("delete from enrolment_coverage where region = %s and person_id = %s", (cases.REGION, cast.healthy))
    before = (cases.account_fen(stage, cast.healthy), cases.totals(stage, cast.healthy))
    refused = operations.resettle(stage, cases.REGION, first.settlement_id or 0, now=cases.NOW)
    assert isinstance(refused, Refusal) and refused.code == "RESETTLING_STOPPED"
    stopped = cases.cancel(stage, first, institution=cast.institutions.level2.code)
    assert isinstance(stopped, Refusal) and stopped.code == "RESETTLING_STOPPED"
    assert (cases.account_fen(stage, cast.healthy), cases.totals(stage, cast.healthy)) == before


def test_a_bill_that_came_before_is_left_alone(stage: Connection, cast: Cast) -> None:
    first = settle(stage, cast, LARGE)
    second = settle(stage, cast, SMALL)
    cancel(stage, cast, second)
    assert adjustments(stage, first) == ()


def test_where_the_last_comes_first_the_visit_to_cancel_is_named(
    stage: Connection, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "view_for", lambda region, day: LastFirst(view_for(region, day)))
    first = settle(stage, cast, LARGE)
    second = settle(stage, cast, SMALL)
    refused = cases.cancel(stage, first, institution=cast.institutions.level2.code)
    assert isinstance(refused, Refusal) and refused.code == "LATER_SETTLEMENT"
    assert refused.facts["visit"] == f"{cases.REGION}{second.visit_id:014d}"
    asked = operations.resettle(stage, cases.REGION, first.settlement_id or 0, now=cases.NOW)
    assert isinstance(asked, Refusal) and asked.code == "LAST_FIRST_REGION"
    cancel(stage, cast, second)
    cancel(stage, cast, first)
