"""Where a fund pays on beyond a lower bound of its cap, it pays at the same rates, from the same place in the bands."""

from __future__ import annotations

from typing import Any

import pytest

from mingzhang.rules.policy import change_dates, regions, view_for

Raw = dict[str, Any]


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
