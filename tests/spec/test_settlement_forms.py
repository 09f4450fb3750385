"""Every form that rules are known to take, in the words of the list they were asked for in, with a case that has it.

A case proves its form twice: its plan has the named property, and (elsewhere) its amounts come out to the fen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement import PersonFacts, Plan, VisitFacts, plan_for
from mingzhang.rules.settlement.plan import Layer
from rule_cases import answers, figures_of, rule_cases
from settlement_worked import bill, forms, plan_of, worked_cases

BY_ID = {case["id"]: case for case in worked_cases()}
RULES = {case["id"]: case for case in rule_cases()}


def first(plan: Plan) -> Layer:
    return plan.layers[0]


def rates(plan: Plan) -> list[int]:
    return [band.rate_bp for band in first(plan).bands]


def raw_layer(case: dict[str, Any], number: int = 0) -> dict[str, Any]:
    return forms()[case["form"]]["layers"][number]


def steps(case: dict[str, Any]) -> set[str]:
    """Which steps lead to the deductible, the rate and the caps of the case's first layer."""
    layer = raw_layer(case)
    amounts = [layer.get("deductible", {}), *layer.get("caps", [])]
    amounts += [amount["formula"] for amount in amounts if "formula" in amount]
    changes = [change for amount in amounts for change in amount.get("changes", [])]
    return {change["do"] for change in (*changes, *layer.get("rate_changes", []))}


def asks(case: dict[str, Any], name: str) -> set[str]:
    """Of which facts a figure of the case depends."""
    given = case["figures"][name]
    return {fact for one in given for fact in one["when"]} if isinstance(given, list) else set()


def deductible(plan: Plan) -> int:
    found = first(plan).deductible
    assert found is not None
    return found.amount_fen


def met_by(plan: Plan) -> str:
    found = first(plan).deductible
    assert found is not None
    return found.met_by


FORMS: dict[str, tuple[str, Callable[[dict[str, Any], Plan], bool]]] = {
    "bands on this visit": ("hz-ip-01", lambda _, p: first(p).measure.total.startswith("visit.")),
    "bands on running totals": ("bj-op-02", lambda _, p: first(p).measure.total == "scope"),
    "rising rates": ("xm-op-01", lambda _, p: rates(p) == [7_500, 9_000]),
    "falling rates": ("dg-ip-01", lambda _, p: rates(p) == [8_500, 7_500]),
    "deductible per visit": ("gz-ip-01", lambda _, p: met_by(p).startswith("visit.")),
    "per admission, halved": ("xm-ip-01", lambda c, p: steps(c) == {"times"} and deductible(p) == 50_000),
    "per admission, fixed lower": ("tj-ip-ordinal/2", lambda c, _: asks(c, "deductible") == {"admission"}),
    "per admission, minus 100": ("cd-ip-third", lambda c, p: deductible(p) == 60_000),
    "per admission, not below a floor": ("cd-ip-sixth", lambda c, p: deductible(p) == 16_000),
    "per admission, zero": ("tj-res-ip-ordinal/2", lambda _, p: deductible(p) == 0),
    "deductible per year": ("sh-op-01", lambda _, p: met_by(p) == "deductible_met"),
    "highest level once a year": ("hz-ip-02", lambda c, _: c["expect"]["deductible"] == "500"),
    "difference on transfer": ("dg-ip-02", lambda _, p: met_by(p) == "continued_deductible"),
    "deductible as percentage of wage": ("cd-ip-03", lambda _, p: deductible(p) == 40_420),
    "all deductibles of a year capped": ("gen-ded-cap-01", lambda _, p: first(p).deductible.year_cap_fen == 230_000),
    "rates by age step": ("cd-ip-01", lambda _, p: rates(p) == [9_100]),
    "age-linear rate": ("cd-ip-03", lambda c, p: "plus_per_year" in steps(c) and rates(p) == [8_400]),
    "age-linear rate with a ceiling": ("cd-ip-age-ceiling", lambda _, p: rates(p) == [9_000]),
    "retiree's share of the in-service share": ("gz-ip-03", lambda c, _: steps(c) == {"own_share_times"}),
    "retirement date": ("sh-op-retired/2000", lambda c, _: asks(c, "rate") == {"retired_on"}),
    "multiplier for essential medicines": ("gz-op-03", lambda _, p: p.layers[1].bands[0].rate_bp == 8_800),
    "essential medicines without a deductible": ("xm-op-essential", lambda _, p: first(p).deductible is None),
    "family doctor": ("hz-op-02", lambda _, p: rates(p) == [9_500] and deductible(p) == 0),
    "caps from lagged wages with rounding": ("fs-op-wage-cap", lambda _, p: first(p).caps[0].amount_fen == 299_600),
    "a published cap before its formula": ("fs-op-published-cap", lambda _, p: first(p).caps[0].amount_fen == 300_000),
    "part-year proration": ("fs-op-prorated", lambda _, p: first(p).caps[0].amount_fen == 136_150),
    "nested caps": ("sz-op-01", lambda _, p: len(first(p).caps) == 2),
    "caps joint between benefits": (
        "form-joint-cap",
        lambda _, p: {cap.total for layer in p.layers for cap in layer.caps} == {"all_paid"},
    ),
    "caps by continuous months": ("fs-ip-months/2", lambda c, _: asks(c, "cap") == {"continuous_months"}),
    "caps by account type": ("sz-op-tier/2", lambda c, _: asks(c, "cap") == {"tier"}),
    "caps on fund paid": ("gz-op-02", lambda _, p: first(p).caps[0].counts == "paid"),
    "caps on cost": ("tj-ip-cost-cap", lambda _, p: first(p).caps[0].counts == "cost_and_deductible"),
    "order of payers: large-amount behind the pool": ("sh-ip-02", lambda _, p: p.layers[1].fund == "large_amount"),
    "order of payers: major illness before large-amount": (
        "form-major-before-large",
        lambda _, p: [layer.fund for layer in p.layers] == ["employee_pooled", "major_illness", "large_amount"],
    ),
    "order of payers: the account first": ("sh-op-account-first", lambda _, p: p.account.before_funds),
    "a supplement on the person's share": ("bj-op-03", lambda _, p: p.layers[1].basis.kind == "share_of"),
    "major illness without class-B first payments": (
        "fs-ip-02",
        lambda _, p: p.layers[1].basis.kind == "left_in_scope",
    ),
    "major illness with class-B first payments": (
        "form-major-before-large",
        lambda _, p: p.layers[1].basis.kind == "left_in_scope_and_first_pay",
    ),
    "per-category first payment": ("fs-op-02", lambda c, _: bill(c).first_self_fen == 500),
    "first payment above a unit price": ("fs-op-treatment", lambda c, _: bill(c).first_self_fen == 10_000),
    "items without a second share": ("form-shared-once", lambda _, p: p.layers[1].bands[0].rate_bp == 10_000),
    "off-site points": ("gz-ip-off", lambda c, p: steps(c) == {"minus"} and rates(p) == [7_000]),
    "off-site factor": ("sz-ip-off", lambda c, p: steps(c) == {"times"} and rates(p) == [7_200]),
    "off-site first-pay share": ("off-02", lambda _, p: p.first_pay is not None and p.first_pay.share_bp == 2_000),
    "off-site own rate": ("fs-ip-03", lambda c, p: steps(c) == {"replace"} and rates(p) == [6_500]),
    "off-site own deductible": ("gz-res-off", lambda _, p: deductible(p) == 100_000),
    "off-site points added to the own share": ("form-own-share", lambda _, p: rates(p) == [8_000]),
    "exempt from off-site rules": ("form-emergency-as-filed", lambda _, p: rates(p) == [8_500]),
}


@pytest.mark.parametrize("words", FORMS)
def test_a_worked_case_has_the_form(words: str) -> None:
    case_id, shows = FORMS[words]
    assert shows(BY_ID[case_id], plan_of(BY_ID[case_id]))


def test_a_medical_year_may_start_in_july() -> None:
    person, visit = PersonFacts("employee", "in_service", 40), VisitFacts("inpatient", "level3")
    plan = plan_for(view_for("310000", date(2024, 7, 1)), person, visit)
    assert isinstance(plan, Plan) and plan.year_starts_in_month == 7


def test_a_rate_may_be_lowered_for_a_time() -> None:
    last, next_day = (
        view_for("440100", day).find("contribution.rate_flexible", scheme="employee", category="flexible").number
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    assert (last, next_day) == (650, 800)


def test_a_wait_is_repaired_by_paying_for_missed_years() -> None:
    missed, repaired = RULES["nat-wait-01/wait_months"], RULES["nat-wait-02/wait_months"]
    assert [answers(case, figures_of(case))["months"] for case in (missed, repaired)] == [5, 3]


def test_late_residents_pay_the_persons_part_and_the_subsidy() -> None:
    late, on_time = RULES["nat-late-01/late_payer"], RULES["nat-late-01/on_time"]
    assert [answers(case, figures_of(case))["person"] for case in (late, on_time)] == [110_000, 40_000]
