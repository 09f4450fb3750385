"""Contributions keep the funds from paying, and the money in the open account is spent all the same.

Figures by hand: the healthy one has 1,000 yuan in the account. Without a fund, the account pays the whole bill as far
as it reaches, the rest is cash. 440100 pays 65 % of an in-service person's outpatient care at level 2 when all is paid.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests import visit_cases as cases
from tests.cast import TODAY, Cast

from mingzhang.answers.why import explain
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.ledger import prove_region
from mingzhang.books.ledger.queries import balance, fund_balance
from mingzhang.care.visits import operations, planning
from mingzhang.care.visits.queries import adjustments_of
from mingzhang.care.visits.records import Answered, FeeLine, PersonClaim, SaleOrder, Settled
from mingzhang.money.accounts.operations import freeze_account
from mingzhang.registers.enrolment.operations.status import stop, suspend
from mingzhang.rules.settlement import statement

LINE = cases.line("1", cases.IN_SCOPE, "200")
ON_THE_DAY = TODAY - timedelta(days=1)
OF_MAY = "where region = %s and person_id = %s and month = '2025-05-01'"
UNPAID = f"update contributions_due set paid_at = null, person_paid_fen = 0, employer_paid_fen = 0 {OF_MAY}"
PAID = (
    "update contributions_due set paid_at = '2025-05-15 10:00+08', person_paid_fen = person_due_fen, "
    f"employer_paid_fen = employer_due_fen {OF_MAY}"
)


def owing(stage: Connection, person_id: int) -> None:
    """The month of May has not been paid."""
    assert stage.execute(UNPAID, (cases.REGION, person_id)).rowcount == 1


def waiting(stage: Connection, person_id: int) -> None:
    """Benefit begins in August only."""
    stage.execute(
        "update enrolment_coverage set entitled_from = '2025-08-01' where region = %s and person_id = %s",
        (cases.REGION, person_id),
    )


def suspended(stage: Connection, person_id: int, reason: str = "arrears") -> None:
    done = suspend(stage, cases.REGION, person_id, on=ON_THE_DAY, reason=reason, by="desk", now=cases.NOW)
    assert not isinstance(done, Refusal), done


def stopped(stage: Connection, person_id: int, reason: str = "left_job") -> None:
    done = stop(stage, cases.REGION, person_id, on=ON_THE_DAY, reason=reason, by="desk", now=cases.NOW)
    assert not isinstance(done, Refusal), done


def sell(
    stage: Connection, cast: Cast, *lines: FeeLine, use_account: bool = True, claim: PersonClaim | None = None
) -> Settled | str:
    """A sale to the healthy one: what was settled, or the code it was refused with; a trial says the same."""
    request = cases.message(cast.institutions.pharmacy.code, "2102")
    order = SaleOrder(
        cast.institutions.pharmacy.code,
        claim or PersonClaim(cast.healthy),
        None,
        request.key.message_id,
        "41",
        cases.NOW,
        sum(line.amount_fen for line in lines),
        use_account=use_account,
        lines=lines,
    )
    tried = operations.try_sale(stage, cases.REGION, order, now=cases.NOW)
    done = operations.sell(stage, cases.REGION, order, request=request, render=cases.render, now=cases.NOW)
    if isinstance(done, Refusal):
        assert isinstance(tried, Refusal) and tried.code == done.code
        return done.code
    assert isinstance(tried, Settled) and done.settled is not None and tried.amounts == done.settled.amounts
    return done.settled


def told(settled: Settled, language: str) -> str:
    return "\n".join(line.text for line in statement(settled.outcome, language))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("barred", "reason", "zh", "en"),
    [
        (owing, "CONTRIBUTION_UNPAID", "服务日还欠缴医保费", "contributions were in arrears on the service day"),
        (waiting, "WAITING", "仍在待遇等待期", "the waiting period is still running"),
        (suspended, "COVERAGE_SUSPENDED", "服务日参保已暂停", "coverage was suspended on the service day"),
        (stopped, "COVERAGE_STOPPED", "服务日参保已停止", "coverage was stopped on the service day"),
    ],
)
def test_medicine_is_bought_with_own_money(
    stage: Connection, cast: Cast, barred, reason: str, zh: str, en: str
) -> None:
    barred(stage, cast.healthy)
    fund = fund_balance(stage, cases.REGION, "employee_pooled")
    settled = sell(stage, cast, LINE, cases.line("2", cases.SHARED, "42.50"))
    assert isinstance(settled, Settled), settled
    assert (settled.amounts.fund_fen, settled.amounts.account_fen, settled.amounts.cash_fen) == (0, 24_250, 0)
    assert {payer.payer: payer.reason for payer in settled.payers}["employee_pooled"] == reason
    assert f"职工统筹基金支付 0 元：{zh}" in told(settled, "zh")
    assert f"Employee pooled fund pays nothing: {en}" in told(settled, "en")
    assert cases.account_fen(stage, cast.healthy) == 100_000 - 24_250
    assert fund_balance(stage, cases.REGION, "employee_pooled") == fund
    assert cases.totals(stage, cast.healthy) == {}
    assert prove_region(stage, cases.REGION) == ()


def test_outpatient_care_beyond_the_balance_is_cash_and_counts_towards_nothing(stage: Connection, cast: Cast) -> None:
    owing(stage, cast.healthy)
    settled = cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "1200"))
    assert (settled.amounts.fund_fen, settled.amounts.account_fen, settled.amounts.cash_fen) == (0, 100_000, 20_000)
    assert cases.totals(stage, cast.healthy) == {}
    assert sell(stage, cast, LINE) == "CONTRIBUTION_UNPAID"  # the account is empty now


@pytest.mark.parametrize("benefit", ["inpatient", "chronic"])
def test_a_stay_and_chronic_care_are_refused(stage: Connection, cast: Cast, benefit: str) -> None:
    owing(stage, cast.healthy)
    order = replace(cases.visit_order(cast, cast.healthy), benefit=benefit)
    refused = operations.register_visit(stage, cases.REGION, order, now=cases.NOW)
    assert isinstance(refused, Refusal) and refused.code == "CONTRIBUTION_UNPAID"


def test_who_does_not_want_to_use_the_account_is_refused(stage: Connection, cast: Cast) -> None:
    owing(stage, cast.healthy)
    assert sell(stage, cast, LINE, use_account=False) == "CONTRIBUTION_UNPAID"
    order = cases.visit_order(cast, cast.healthy)
    visit_id = cases.open_visit(stage, order, LINE)
    refused = cases.settle(stage, cases.settlement_order(order, visit_id, "200", use_account=False))
    assert isinstance(refused, Refusal) and refused.code == "CONTRIBUTION_UNPAID"


def test_an_account_that_is_frozen_pays_nothing(stage: Connection, cast: Cast) -> None:
    owing(stage, cast.healthy)
    before = cases.NOW - timedelta(days=1)
    freeze_account(stage, cases.REGION, cast.healthy, "COURT", authority="甲部门", basis="决定", now=before)
    assert sell(stage, cast, LINE) == "CONTRIBUTION_UNPAID"


@pytest.mark.parametrize(
    ("barred", "reason", "code"),
    [(suspended, "verification", "COVERAGE_SUSPENDED"), (stopped, "duplicate", "COVERAGE_STOPPED")],
)
def test_a_coverage_that_ended_for_another_cause_is_refused(
    stage: Connection, cast: Cast, barred, reason: str, code: str
) -> None:
    barred(stage, cast.healthy, reason)
    assert sell(stage, cast, LINE) == code


def test_another_scheme_than_the_registered_one_is_refused(stage: Connection, cast: Cast) -> None:
    waiting(stage, cast.healthy)
    assert sell(stage, cast, LINE, claim=PersonClaim(cast.healthy, "resident")) == "SCHEME_MISMATCH"


def test_what_the_account_may_pay_must_be_known(stage: Connection, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    owing(stage, cast.healthy)
    monkeypatch.setattr(planning, "plan_for", lambda *_: Refusal("UNKNOWN_RULE", {}, "later"))
    assert sell(stage, cast, LINE) == "CONTRIBUTION_UNPAID"


def test_settled_again_it_stays_without_the_funds_until_the_payment_is_known(stage: Connection, cast: Cast) -> None:
    first = cases.settle_bill(stage, cast, cast.healthy, cases.line("1", cases.IN_SCOPE, "100"))
    owing(stage, cast.healthy)
    second = cases.settle_bill(stage, cast, cast.healthy, LINE)
    assert (second.amounts.fund_fen, second.amounts.account_fen) == (0, 20_000)
    assert isinstance(cases.cancel(stage, first, institution=cast.institutions.level2.code), Answered)
    assert second.settlement_id is not None
    assert adjustments_of(stage, cases.REGION, [second.settlement_id]) == ()
    stage.execute(PAID, (cases.REGION, cast.healthy))  # it had arrived in time and was booked late
    posted = operations.resettle(stage, cases.REGION, second.settlement_id, now=cases.NOW)
    assert not isinstance(posted, Refusal), posted
    (adjustment,) = posted
    changes = {change.payer: change.amount_fen for change in adjustment.changes}
    assert changes == {"employee_pooled": 13_000, "account": -13_000}  # 65 % of 200 yuan
    assert balance(stage, cases.REGION, "personal", cast.healthy).balance_fen == 100_000 - 7_000
    assert prove_region(stage, cases.REGION) == ()


def test_why_no_fund_paid_is_answered_by_the_arrears(stage: Connection, cast: Cast) -> None:
    owing(stage, cast.healthy)
    cases.settle_bill(stage, cast, cast.healthy, LINE)
    explanation = explain(stage, cases.REGION, cast.healthy, "NOREIMB", cases.NOW, None)
    assert explanation.shown.about == "settlement"
    assert explanation.proved[0].cause == "C44"
    assert date(2025, 5, 1) == explanation.proved[0].since
