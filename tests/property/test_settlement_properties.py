"""What holds for every bill: identities, caps, deductibles, nothing gained by splitting, replay, cancelling."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.settlement import Bill, ItemRule, LineSplit, Outcome, bill_of, settle, split_line, statement
from mingzhang.rules.settlement.plan import AccountRule, Band, Basis, Cap, Deductible, Layer, Measure, Plan, Write
from settlement_cases import (
    ALL_PARTS,
    CITED,
    NO_BALANCES,
    accumulators,
    balances,
    bills,
    citizen_plan,
    plain_bill,
    plans,
)

costs = st.lists(st.integers(0, 1_500_000), min_size=1, max_size=8)
DEDUCTIBLE, CAP = 130_000, 2_000_000


def settled(plan: Plan, bill: Bill, totals: Mapping[str, int] | None = None) -> Outcome:
    outcome = settle(plan, bill, totals or {}, NO_BALANCES)
    assert isinstance(outcome, Outcome)
    return outcome


def year(plan: Plan, amounts: list[int]) -> list[Outcome]:
    """A year of bills, each settled on the totals that the ones before left."""
    story: list[Outcome] = []
    totals: Mapping[str, int] = {}
    for amount in amounts:
        story.append(settled(plan, plain_bill(amount), totals))
        totals = story[-1].accumulators
    return story


@settings(max_examples=60, deadline=None)
@given(plans(), bills(), accumulators, balances)
def test_the_published_identities_hold_and_nobody_pays_less_than_nothing(plan, bill, totals, held):
    outcome = settle(plan, bill, totals, held)
    parts = outcome.wholly_own_fen + outcome.over_limit_fen + outcome.first_self_fen + outcome.in_scope_fen
    assert outcome.total_fen == bill.total_fen == parts
    assert outcome.total_fen == outcome.fund_fen + outcome.account_fen + outcome.family_fen + outcome.cash_fen
    assert outcome.fund_fen == sum(layer.paid_fen for layer in outcome.layers) == sum(dict(outcome.payers).values())
    assert outcome.account_fen + outcome.family_fen + outcome.cash_fen == outcome.total_fen - outcome.fund_fen
    assert min(outcome.account_fen, outcome.cash_fen, *(layer.paid_fen for layer in outcome.layers), 0) == 0
    assert outcome.account_fen <= (held.account_fen if held.account_usable else 0)
    assert outcome.fund_fen <= outcome.in_scope_fen + outcome.first_self_fen


@settings(max_examples=60, deadline=None)
@given(plans(), bills(), accumulators, balances)
def test_every_payer_says_why_and_the_statement_stays_short(plan, bill, totals, held):
    outcome = settle(plan, bill, totals, held)
    assert all(layer.reason for layer in outcome.layers) and outcome.account_reason and outcome.family_reason
    for language in ("zh", "en"):
        lines = statement(outcome, language)
        assert len(lines) <= 15
        told = " ".join(f"{line.figures.get('fund', '')} {line.figures.get('funds', '')}" for line in lines)
        assert {fund for fund, _ in outcome.payers} <= set(told.split())


@settings(max_examples=60, deadline=None)
@given(plans(), bills(), accumulators, balances)
def test_a_stored_outcome_reads_back_equal(plan, bill, totals, held):
    outcome = settle(plan, bill, totals, held)
    assert Outcome.from_data(outcome.to_data()) == outcome
    assert statement(outcome.to_data()) == statement(outcome)


@settings(max_examples=60, deadline=None)
@given(plans(), bills(), accumulators, balances)
def test_taking_back_what_was_added_restores_the_totals(plan, bill, totals, held):
    outcome = settle(plan, bill, totals, held)
    restored = {name: total - outcome.added.get(name, 0) for name, total in outcome.accumulators.items()}
    assert {name: total for name, total in restored.items() if total} == {n: t for n, t in totals.items() if t}


@given(costs, st.integers(0, 10_000))
def test_no_cap_and_no_deductible_is_passed_in_any_order_of_bills(amounts, rate):
    plan = citizen_plan(deductible_fen=DEDUCTIBLE, rate_bp=rate, cap_fen=CAP)
    for order in (amounts, amounts[::-1], sorted(amounts)):
        last = year(plan, order)[-1].accumulators
        assert last["year.paid"] <= CAP
        assert last["year.met"] == min(DEDUCTIBLE, sum(amounts))


@given(costs, st.integers(0, 10_000))
def test_the_order_of_bills_moves_a_year_by_rounding_only(amounts, rate):
    plan = citizen_plan(deductible_fen=DEDUCTIBLE, rate_bp=rate, cap_fen=CAP)
    paid = [year(plan, order)[-1].accumulators["year.paid"] for order in (amounts, amounts[::-1], sorted(amounts))]
    assert max(paid) - min(paid) <= len(amounts)


@given(costs)
def test_replaying_a_year_gives_the_same_totals(amounts):
    plan = citizen_plan(upper_fen=900_000, over_rate_bp=6_000)
    assert year(plan, amounts)[-1].accumulators == year(plan, amounts)[-1].accumulators
    outcomes = year(plan, amounts)
    added = sum(outcome.added.get("year.paid", 0) for outcome in outcomes)
    assert added == outcomes[-1].accumulators["year.paid"] == sum(outcome.fund_fen for outcome in outcomes)


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_splitting_a_bill_gains_no_more_than_one_rounding(first, second, rate, over_rate):
    plan = citizen_plan(rate_bp=rate, upper_fen=900_000, over_rate_bp=over_rate)
    whole = settled(plan, plain_bill(first + second)).fund_fen
    parts = year(plan, [first, second])
    assert abs(sum(outcome.fund_fen for outcome in parts) - whole) <= 1


@given(st.integers(0, 3_000_000), st.integers(0, 100_000), st.integers(0, 10_000), st.integers(0, 3_000_000))
def test_more_in_scope_is_never_paid_less(cost, more, rate, used):
    plan = citizen_plan(rate_bp=rate)
    totals = {"year.scope": used, "year.met": min(used, DEDUCTIBLE)}
    assert settled(plan, plain_bill(cost), totals).fund_fen <= settled(plan, plain_bill(cost + more), totals).fund_fen


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(0, 5_000_000), st.integers(0, 3_000_000))
def test_two_funds_behind_one_another_pay_as_one_when_their_rates_are_equal(rate, deductible, cost, cap):
    """A cap inside a band leaves an exact cost behind: with equal rates it makes no difference but one rounding."""
    whole = Layer(
        "pool",
        "employee_pooled",
        Basis("item_groups", ("",)),
        Deductible(deductible, "visit.met", CITED),
        (Band(None, rate, CITED),),
        Measure("visit.cost", True),
        (),
        (),
    )
    capped = Layer(
        "pool",
        "employee_pooled",
        whole.basis,
        whole.deductible,
        whole.bands,
        whole.measure,
        (Cap(cap, "paid", "year.paid", CITED),),
        (Write("year.paid", "paid"),),
    )
    behind = Layer(
        "large",
        "large_amount",
        Basis("over_cap_of", (), "pool"),
        None,
        (Band(None, rate, CITED),),
        Measure("visit.over", True),
        (),
        (),
    )
    account = AccountRule(ALL_PARTS, ALL_PARTS, CITED)
    alone = settled(Plan("digest", (whole,), account), plain_bill(cost))
    after_another = settled(Plan("digest", (capped, behind), account), plain_bill(cost))
    assert alone.fund_fen == after_another.fund_fen


@given(
    st.sampled_from(("A", "B", "C")),
    st.integers(0, 10_000),
    st.none() | st.integers(0, 10_000),
    st.booleans(),
    st.integers(0, 5_000),
    st.decimals("0.01", "999", places=2),
    st.decimals("0.01", "999", places=2),
    st.integers(0, 10_000_000),
)
def test_a_refund_line_mirrors_its_charge(class_, share, limit, essential, over, quantity, price, amount):
    rule = ItemRule(class_, share, limit, essential, over)
    charge, refund = split_line(rule, quantity, price, amount), split_line(rule, -quantity, price, -amount)
    assert charge.wholly_own_fen + charge.over_limit_fen + charge.first_self_fen + charge.in_scope_fen == amount
    assert refund == LineSplit(
        -charge.wholly_own_fen,
        -charge.over_limit_fen,
        -charge.first_self_fen,
        -charge.in_scope_fen,
        charge.item_group,
        charge.reason,
    )
    empty = bill_of([charge, refund])
    assert isinstance(empty, Bill) and empty.total_fen == 0
    kept = bill_of([charge, charge, refund])
    assert kept == bill_of([charge])
    if amount:
        assert isinstance(bill_of([refund]), Refusal)


@pytest.mark.parametrize("rate", [1, 3_333, 5_000, 8_500, 9_999])
def test_a_fund_that_pays_by_two_rates_is_rounded_once(rate):
    """Two item groups of one fund: the sum is rounded, not each part."""
    layers = tuple(
        Layer(
            group or "pool",
            "employee_pooled",
            Basis("item_groups", (group,)),
            None,
            (Band(None, rate, CITED),),
            Measure("visit.cost", True),
            (),
            (),
        )
        for group in ("", "essential")
    )
    plan = Plan("digest", layers, AccountRule(ALL_PARTS, ALL_PARTS, CITED))
    for ordinary, essential in ((1, 1), (3, 5), (101, 7), (33, 34)):
        bill = Bill(ordinary + essential, 0, 0, 0, (("", ordinary), ("essential", essential)))
        exact = (ordinary + essential) * rate
        assert settled(plan, bill).fund_fen == (2 * exact + 10_000) // 20_000
