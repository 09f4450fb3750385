"""Which running totals a plan reads, and what each of them holds: what the estimator asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import (
    Balances,
    Bill,
    Outcome,
    PersonFacts,
    VisitFacts,
    YearTotal,
    estimate,
    plan_for,
    totals_read,
)
from mingzhang.rules.settlement.plan import Band, Basis, Cap, Deductible, Layer, Measure, Plan, Write
from settlement_cases import CITED, citizen_plan

PLAN = citizen_plan()
LAYER = PLAN.layers[0]
NOBODY = Balances()


def reading(**changes) -> tuple[YearTotal, ...]:
    bands, measure = (Band(None, 5_000, CITED),), Measure("visit.cost", True)
    bare = Layer("one", "large_amount", Basis("left_in_scope"), None, bands, measure, (), ())
    return totals_read(replace(PLAN, layers=(replace(bare, **changes),)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"deductible": Deductible(100, "visit.met", CITED)}, ()),
        ({"deductible": Deductible(100, "met", CITED)}, (("met", "deductible"),)),
        ({"deductible": Deductible(100, "visit.met", CITED, 500, "all_met")}, (("all_met", "deductible"),)),
        ({"deductible": Deductible(100, "scope", CITED), "writes": (Write("scope", "basis"),)}, (("scope", "cost"),)),
        ({"caps": (Cap(100, "paid", "paid", CITED),)}, (("paid", "paid"),)),
        ({"caps": (Cap(100, "cost", "counted", CITED),)}, (("counted", "cost"),)),
        ({"caps": (Cap(100, "cost", "x", CITED),), "writes": (Write("x", "paid"),)}, (("x", "paid"),)),
        ({"measure": Measure("scope", True)}, ()),
        (
            {"measure": Measure("scope", True), "bands": (Band(9, 5_000, CITED), Band(None, 1, CITED))},
            (("scope", "cost"),),
        ),
    ],
)
def test_a_layer_reads_what_can_change_its_payment(changes, expected):
    assert reading(**changes) == tuple(YearTotal(name, "large_amount", kept) for name, kept in expected)


def test_a_total_belongs_to_the_first_fund_that_moves_it():
    later = replace(LAYER, name="later", fund="large_amount", deductible=None)
    plan = replace(PLAN, layers=(replace(LAYER, writes=(Write("joint", "paid"),)), later))
    capped = replace(later, caps=(Cap(100, "paid", "joint", CITED),))
    found = {total.name: total for total in totals_read(replace(plan, layers=(plan.layers[0], capped)))}
    assert found["joint"] == YearTotal("joint", "employee_pooled", "paid")


@pytest.mark.parametrize(
    ("region", "benefit", "names"),
    [
        ("440100", "outpatient", {"outpatient_deductible", "outpatient_paid"}),
        ("110000", "inpatient", {"pooled_paid", "large_paid", "major_scope"}),
    ],
)
def test_what_real_plans_ask_for(region, benefit, names):
    view = view_for(region, date(2025, 6, 1))
    plan = plan_for(view, PersonFacts("employee", "in_service", 45), VisitFacts(benefit, "level3"))
    assert isinstance(plan, Plan)
    assert names <= {total.name for total in totals_read(plan)}


def test_an_estimate_settles_or_refuses_and_never_guesses():
    """广州 2025: 65 % of 1,000 outpatient; the residents' inpatient cap, which a million reaches, is a listed gap."""
    view, bill = view_for("440100", date(2025, 6, 1)), Bill(100_000, 0, 0, 0, (("", 100_000),))
    worker, visit = PersonFacts("employee", "in_service", 45), VisitFacts("outpatient", "level3")
    settled = estimate(view, worker, visit, bill, {}, NOBODY)
    assert isinstance(settled, Outcome)
    assert (settled.fund_fen, settled.cash_fen) == (65_000, 35_000)
    stay = VisitFacts("inpatient", "level3")
    large = Bill(100_000_000, 0, 0, 0, (("", 100_000_000),))
    refused = estimate(view, PersonFacts("resident", "adult", 45), stay, large, {}, NOBODY)
    assert isinstance(refused, Refusal)
    assert refused.code == "UNKNOWN_RULE"
    assert refused.facts["missing"] and refused.facts["who"]
