"""What a plan template may say, beyond what the worked cases show: conditions, followers, rules that are not known."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import UnknownRule
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, settle
from mingzhang.rules.settlement.planning import build_plan, facts_of
from mingzhang.rules.settlement.templates import read_template, read_when
from settlement_worked import PARTS, CaseFigures

POOL = {"name": "pool", "fund": "employee_pooled", "bands": [{"rate": "case.rate"}]}
LARGE = {
    "name": "large",
    "fund": "large_amount",
    "basis": "over_cap_of",
    "of": "pool",
    "bands": [{"rate": "case.over"}],
}
ACCOUNT = {"own": dict.fromkeys(PARTS, "case.allowed"), "family": {}}
FACTS = facts_of(PersonFacts("employee", "in_service", 40), VisitFacts("inpatient", "level3"))
BILL = Bill(10_000, 0, 0, 0, (("", 10_000),))


def built(*layers: dict, figures: dict[str, str], **plan) -> Plan:
    template = read_template({"name": "test", "account": ACCOUNT, "layers": list(layers), **plan})
    return build_plan(template, CaseFigures("test", figures), FACTS, "digest")


def test_a_layer_that_does_not_hold_is_told_and_so_are_those_behind_it():
    plan = built({**POOL, "when": {"category": "retired"}, "otherwise": "OTHER_CATEGORY"}, LARGE, figures={})
    assert plan.layers == ()
    assert [(missed.fund, missed.code) for missed in plan.unfired] == [
        ("employee_pooled", "OTHER_CATEGORY"),
        ("large_amount", "NOT_COVERED"),
    ]


def test_a_fund_that_pays_by_another_layer_is_not_told_as_missing():
    elsewhere = {**POOL, "name": "elsewhere", "when": {"filing": "unfiled"}}
    plan = built(POOL, elsewhere, figures={"rate": "80%"})
    assert [layer.name for layer in plan.layers] == ["pool"] and plan.unfired == ()


def test_a_payer_whose_part_is_unknown_refuses_at_once_when_it_looks_at_the_bill():
    with pytest.raises(UnknownRule, match=r"case\.exists"):
        built({**POOL, "needs": "case.exists"}, figures={"rate": "80%"})


def test_a_payer_behind_others_whose_part_is_unknown_refuses_when_cost_reaches_it():
    capped = {**POOL, "caps": [{"amount": "case.cap", "total": "paid"}]}
    plan = built(capped, {**LARGE, "needs": "case.exists"}, figures={"rate": "80%", "over": "90%", "cap": "50"})
    refused = settle(plan, BILL, {}, Balances())
    assert isinstance(refused, Refusal) and refused.facts["key"] == "case.exists"
    below = settle(plan, Bill(6_000, 0, 0, 0, (("", 6_000),)), {}, Balances())
    assert isinstance(below, Outcome) and below.fund_fen == 4_800


def test_an_unknown_deductible_of_a_later_payer_refuses_as_soon_as_anything_is_left():
    major = {
        "name": "major",
        "fund": "major_illness",
        "basis": "left_in_scope",
        "deductible": {"amount": "case.unheard", "met_by": "major_scope"},
        "bands": [{"rate": "case.rate"}],
    }
    refused = settle(built(POOL, major, figures={"rate": "80%"}), BILL, {}, Balances())
    assert isinstance(refused, Refusal) and refused.facts["key"] == "case.unheard"
    whole = settle(built(POOL, major, figures={"rate": "100%"}), BILL, {}, Balances())
    assert isinstance(whole, Outcome) and whole.fund_fen == 10_000


def test_a_rule_that_must_be_known_is_asked_for_even_when_no_layer_uses_it():
    with pytest.raises(UnknownRule, match=r"case\.as_local"):
        built(POOL, figures={"rate": "80%"}, requires=[{"key": "case.as_local", "when": {"filing": "local"}}])
    built(POOL, figures={"rate": "80%"}, requires=[{"key": "case.as_local", "when": {"filing": "filed"}}])


def test_a_successor_follows_each_item_group_of_the_layer_before_it():
    pool = {
        **POOL,
        "item_groups": ["", "essential"],
        "rate_changes": [{"do": "times", "by": "case.factor", "groups": ["essential"]}],
        "caps": [{"amount": "case.cap", "total": "paid"}],
        "writes": [["paid", "paid"]],
    }
    plan = built(pool, LARGE, figures={"rate": "80%", "factor": "1.1x", "cap": "100", "over": "50%"})
    assert [layer.name for layer in plan.layers] == ["pool", "pool/essential", "large", "large/essential"]
    outcome = settle(plan, Bill(20_000, 0, 0, 0, (("", 10_000), ("essential", 10_000))), {}, Balances())
    assert isinstance(outcome, Outcome)
    # 80 yuan of 100 at 80%, then 20 of 100 at 88%: 22.73 of cost; the 77.27 behind it at 50% are 38.636…
    assert [layer.paid_fen for layer in outcome.layers] == [8_000, 2_000, 0, 3_864]


MAJOR = {
    "name": "major",
    "fund": "major_illness",
    "basis": "left_in_scope",
    "deductible": {"amount": "case.unheard", "not_below": "case.least", "met_by": "major_scope"},
    "bands": [{"rate": "case.rate"}],
}


def test_an_unknown_deductible_with_a_known_least_refuses_only_beyond_it():
    figures = {"rate": "80%", "least": "20"}
    within = settle(built(POOL, MAJOR, figures=figures), BILL, {}, Balances())
    assert isinstance(within, Outcome) and [layer.paid_fen for layer in within.layers] == [8_000, 0]
    beyond = settle(built(POOL, MAJOR, figures=figures), BILL, {"major_scope": 1}, Balances())
    assert isinstance(beyond, Refusal) and beyond.facts["key"] == "case.unheard"


def cap_of(cap: dict[str, Any], figures: dict[str, str], **facts: Any) -> int:
    """The amount of a pool's one cap."""
    pool = {**POOL, "caps": [{"total": "paid", **cap}]}
    template = read_template({"name": "test", "account": ACCOUNT, "layers": [pool]})
    plan = build_plan(template, CaseFigures("test", {"rate": "80%", **figures}), {**FACTS, **facts}, "digest")
    return plan.layers[0].caps[0].amount_fen


SHARE = {"amount": "case.wage", "changes": [{"do": "times", "by": "case.share"}]}


@pytest.mark.parametrize(
    ("rounding", "fen"),
    [
        ({}, 299_569),  # 108,934 * 2.75% = 2,995.685 exactly, half up to the fen
        ({"round_down": True}, 299_568),
        ({"round": "yuan"}, 299_600),
        ({"round": "yuan", "round_down": True}, 299_500),
        ({"round": "ten_yuan"}, 300_000),
        ({"round": "hundred_yuan", "round_down": True}, 290_000),
    ],
)
def test_a_formula_is_exact_until_it_is_rounded_once_as_declared(rounding, fen):
    figures = {"wage": "108934", "share": "2.75%"}
    assert cap_of({"amount": "case.published", "formula": {**SHARE, **rounding}}, figures) == fen


def test_the_published_figure_goes_before_the_formula_and_is_the_one_that_is_missed():
    cap = {"amount": "case.published", "formula": SHARE}
    assert cap_of(cap, {"published": "3000", "wage": "108934", "share": "2.75%"}) == 300_000
    with pytest.raises(UnknownRule, match=r"case\.published"):
        cap_of(cap, {"wage": "108934"})


@pytest.mark.parametrize(("months", "fen"), [(1, 20_000), (6, 120_000), (12, 240_000), (13, 240_000)])
def test_a_cap_for_a_part_of_the_year_counts_the_months_of_cover(months, fen):
    cap = {"amount": "case.cap", "changes": [{"do": "part_of_year", "by": "case.months"}]}
    assert cap_of(cap, {"cap": "2400", "months": "12m"}, covered_months=months) == fen


def test_who_does_not_tell_the_months_of_cover_meets_an_unknown_rule():
    cap = {"amount": "case.cap", "changes": [{"do": "part_of_year", "by": "case.months"}]}
    with pytest.raises(UnknownRule) as raised:
        cap_of(cap, {"cap": "2400", "months": "12m"})
    assert (raised.value.why, raised.value.missing) == ("fact_missing", "covered_months")


def test_a_total_may_grow_in_some_cases_only():
    write = {"total": "elsewhere", "what": "paid", "when": {"level": "level1"}}
    plan = built({**POOL, "writes": [["paid", "paid"], write]}, figures={"rate": "80%"})
    assert [(one.total, one.what) for one in plan.layers[0].writes] == [("paid", "paid")]


def test_a_layer_may_look_at_one_item_group_alone():
    apart = {**POOL, "name": "apart", "item_groups": ["essential"], "bands": [{"rate": "case.essential"}]}
    plan = built(apart, POOL, figures={"rate": "80%", "essential": "90%"})
    assert [layer.basis.groups for layer in plan.layers] == [("essential",), ("",)]


def test_care_may_be_ruled_as_if_filed_or_elsewhere_one_step_after_the_other():
    steps = [
        {"when": {"filing": "local"}, "by": "case.allowed", "filing": "unfiled"},
        {"when": {"filing": "unfiled"}, "by": "case.allowed", "level": "level1", "place": "community"},
    ]
    pool = {**POOL, "when": {"filing": "unfiled", "level": "level1", "place": "community"}}
    assert built(pool, figures={"rate": "80%"}, as_if=steps).layers


def test_numbers_in_conditions_are_single_or_spans():
    when = read_when({"admission": 2, "age": {"from": 60, "below": 70}, "aided": False, "category": ["retired"]})
    held = {"admission": 2, "age": 69, "aided": False, "category": "retired"}
    assert all(test.holds(held[name]) for name, test in when.items())
    for name, wrong in (("admission", 3), ("age", 70), ("aided", True), ("category", "in_service")):
        assert not when[name].holds(wrong)


def test_raw_data_that_is_no_template_is_refused():
    with pytest.raises(msgspec.ValidationError):
        read_template({"name": "test", "account": ACCOUNT, "layers": [{"name": "pool"}]})
