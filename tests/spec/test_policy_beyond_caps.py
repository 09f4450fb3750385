"""Where a fund pays on beyond a lower bound of its cap, it pays at the same rates, from the same place in the bands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mingzhang.basics.fen import to_fen
from mingzhang.rules.policy import Citation, Ruled, change_dates, regions, view_for
from mingzhang.rules.policy.facts import Among
from mingzhang.rules.policy.reforming import Override, reformed
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle

Raw = dict[str, Any]
DAY = date(2025, 6, 10)


def pairs(region: str) -> list[tuple[str, Raw, Raw]]:
    """Each layer that goes on behind another of the same fund, with that other, on every day of change."""
    found = []
    for day in change_dates(region):
        for plan in view_for(region, day).plans:
            layers: list[Raw] = list(plan.data.get("layers", ()))  # type: ignore[call-overload]
            named = {layer["name"]: layer for layer in layers}
            behind = [layer for layer in layers if layer.get("basis") == "over_cap_of"]
            found += [(plan.name, named[layer["of"]], layer) for layer in behind]
    return [(name, first, second) for name, first, second in found if first["fund"] == second["fund"]]


def totals(layer: Raw) -> set[str]:
    """The running totals that a layer moves."""
    return {written[0] if isinstance(written, list) else written["total"] for written in layer.get("writes", ())}


@pytest.mark.parametrize("region", [found.code for found in regions()])
def test_beyond_the_lowest_known_cap_nothing_changes_but_the_cap(region: str) -> None:
    for name, first, second in pairs(region):
        for part in ("bands", "rate_changes", "measure"):
            assert first.get(part) == second.get(part), (name, part)
        falls_on = first.get("measure") if first.get("basis") is None else None
        assert falls_on is None or falls_on in totals(second), name
        assert {cap["total"] for cap in first["caps"]} <= totals(second), name


def test_some_regions_pay_on_beyond_a_lower_bound() -> None:
    assert {found.code for found in regions() if pairs(found.code)} > {"310000", "441900", "510100"}


# What bills come to once somebody fills the gap of the employees' cap.
FILLED = [
    # 分段含起付：99500 × 95% + 20500 × 85%
    (
        "441900",
        PersonFacts("employee", "in_service", 40, continuous_months=30),
        VisitFacts("inpatient", "level1"),
        "120500",
        "111950",
    ),
    # 满百岁 100%，不设起付
    (
        "510100",
        PersonFacts("employee", "retired", 100, tier="tier1"),
        VisitFacts("inpatient", "level3"),
        "120000",
        "120000",
    ),
]


@pytest.mark.parametrize(("region", "person", "visit", "in_scope", "expected"), FILLED)
def test_a_bill_beyond_the_bound_once_the_cap_is_known(
    region: str, person: PersonFacts, visit: VisitFacts, in_scope: str, expected: str
) -> None:
    citation = Citation("reform", "", "", "assumed", DAY.isoformat(), "", "inpatient.cap")
    cap = Ruled(to_fen("750000"), "yuan", citation)
    employees = {"scheme": Among(frozenset({"employee"}))}
    view = reformed(view_for(region, DAY), [Override("inpatient.cap", employees, cap)])
    plan = plan_for(view, person, visit)
    assert isinstance(plan, Plan), plan
    amount = to_fen(in_scope)
    outcome = settle(plan, Bill(amount, 0, 0, 0, (("", amount),)), {}, Balances())
    assert isinstance(outcome, Outcome), outcome
    assert {fund: fen for fund, fen in outcome.payers if fen} == {"employee_pooled": to_fen(expected)}
