"""What holds for every statement: at most fifteen lines, every fen told once, every payer cited, no code shown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.rules.settlement import Outcome, settle, statement
from mingzhang.rules.settlement.phrases import CHANGES, FUNDS
from mingzhang.rules.settlement.plan import Band, Change, Deductible, Plan, Unfired
from mingzhang.rules.settlement.reasons import CODES
from mingzhang.rules.settlement.statement import MOST_LINES
from settlement_cases import CITED, accumulators, balances, bills, layers, plans

PAYS = ("PAID_IN_FULL", "PAID_BY_RATE", "RATE_REDUCED", "CAP_PARTLY")
REFUSES = sorted(set(CODES) - set(PAYS))
RATE_KINDS = ("plus", "minus", "times", "own_share_times", "replace", "plus_per_year")
DEDUCTIBLE_KINDS = tuple(f"deductible_{kind}" for kind in ("plus", "minus", "times", "replace", "minus_per_admission"))
CODE = re.compile(r"[A-Z]{2,}_|_|[{}]")


@st.composite
def changes(draw):
    """A change that is told; its code may be one that has no words of its own."""
    code = draw(st.sampled_from([*CHANGES, "A_WORD_OF_ITS_OWN"]))
    return Change(code, draw(st.sampled_from(RATE_KINDS + DEDUCTIBLE_KINDS)), draw(st.integers(1, 20_000)), CITED)


@st.composite
def wide_plans(draw):
    """A plan with every fund, most of them by several layers with a deductible each, and funds that take no part."""
    made = []
    for fund in draw(st.permutations(sorted(FUNDS))):
        for _ in range(draw(st.integers(1, 2))):
            number = len(made)
            one = draw(layers(number, [layer.name for layer in made], ["item_groups", "left_in_scope"]))
            own = replace(CITED, key=f"test.rule{number}")
            standard = draw(st.none() | st.integers(1, 90_000))
            deductible = None if standard is None else Deductible(standard, "visit.met", own)
            told = tuple(draw(st.lists(changes(), max_size=2)))
            bands = tuple(Band(band.upper_fen, band.rate_bp, own) for band in one.bands)
            made.append(replace(one, fund=fund, deductible=deductible, bands=bands, changes=told))
    absent = draw(st.lists(st.sampled_from(sorted(FUNDS)), unique=True, max_size=3))
    unfired = tuple(Unfired(fund, draw(st.sampled_from(REFUSES)), CITED) for fund in absent)
    return replace(draw(plans()), layers=tuple(made), unfired=unfired)


anything = (plans() | wide_plans(), bills(), accumulators, balances)


def settled(plan: Plan, bill, totals, held) -> Outcome:
    outcome = settle(plan, bill, totals, held)
    assert isinstance(outcome, Outcome)
    return outcome


@settings(max_examples=120, deadline=None)
@given(*anything, st.sampled_from(("zh", "en")))
def test_a_statement_has_at_most_fifteen_lines_and_shows_no_code(plan, bill, totals, held, language):
    lines = statement(settled(plan, bill, totals, held), language)
    assert len(lines) <= MOST_LINES
    assert [line.text for line in lines if CODE.search(line.text) or not line.text.strip()] == []


@settings(max_examples=120, deadline=None)
@given(*anything)
def test_every_fen_of_the_total_is_told_once(plan, bill, totals, held):
    outcome = settled(plan, bill, totals, held)
    head, *rest = statement(outcome)
    parts = ("in_scope_fen", "first_self_fen", "over_limit_fen", "wholly_own_fen")
    assert head.figures["total_fen"] == bill.total_fen == sum(head.figures[part] for part in parts)
    assert sum(line.figures.get("paid_fen", 0) for line in rest) == bill.total_fen
    by_fund = {line.figures["fund"]: line.figures["paid_fen"] for line in rest if line.code in ("PAID", "CAPPED")}
    assert by_fund == {fund: paid for fund, paid in outcome.payers if paid}
    taken = sum(line.figures.get("taken_fen", 0) for line in rest)
    assert taken == sum(layer.deductible_fen for layer in outcome.layers)


@settings(max_examples=120, deadline=None)
@given(*anything)
def test_every_paying_layer_is_cited_and_every_fund_is_told(plan, bill, totals, held):
    outcome = settled(plan, bill, totals, held)
    lines = statement(outcome)
    for line in lines:
        if line.code in ("PAID", "CAPPED"):
            layers_of_it = [one for one in outcome.layers if one.fund == line.figures["fund"] and one.paid_fen]
            assert {one.source for one in layers_of_it} <= set(line.citations)
    unpaid = [fund for fund, paid in outcome.payers if not paid]
    told = [fund for line in lines if line.code == "NOT_PAID" for fund in str(line.figures["funds"]).split()]
    assert sorted(told) == sorted(unpaid)
    assert all(line.figures["reason"] in REFUSES for line in lines if line.code == "NOT_PAID")


@settings(max_examples=60, deadline=None)
@given(*anything)
def test_both_languages_tell_the_same_figures_and_sources(plan, bill, totals, held):
    outcome = settled(plan, bill, totals, held)
    chinese, english = statement(outcome, "zh"), statement(outcome, "en")
    assert [(one.code, one.figures, one.citations) for one in chinese] == [
        (one.code, one.figures, one.citations) for one in english
    ]


@pytest.mark.parametrize("text", ["PAID_BY_RATE", "large_amount", "{paid}"])
def test_the_code_finder_finds_a_code(text):
    assert CODE.search(f"支付 0 元：{text}")
