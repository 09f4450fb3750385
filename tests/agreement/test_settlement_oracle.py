"""The waterfall and its plain restatement agree to the fen on any plan, bill, running totals and balances."""

from __future__ import annotations

from hypothesis import given, settings

from agreement.oracle import oracle
from mingzhang.rules.settlement import Balances, settle
from settlement_cases import accumulators, balances, bills, chained_plans, plans


def agree(plan, bill, totals, held):
    outcome = settle(plan, bill, totals, held)
    paid, account, family, cash, after = oracle(plan, bill, totals, held)
    assert [layer.paid_fen for layer in outcome.layers] == paid
    assert (outcome.account_fen, outcome.family, outcome.cash_fen) == (account, family, cash)
    assert {name: total for name, total in outcome.accumulators.items() if total} == after


@settings(max_examples=200, deadline=None)
@given(plans(), bills(), accumulators, balances)
def test_every_payer_agrees_to_the_fen(plan, bill, totals, held):
    agree(plan, bill, totals, held)


@settings(max_examples=200, deadline=None)
@given(chained_plans(), bills(), accumulators)
def test_what_a_cap_leaves_is_passed_on_exactly(plan, bill, totals):
    agree(plan, bill, totals, Balances())
