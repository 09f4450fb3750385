"""What the tables of figures share: who asks, and what a pack answers on a day."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.rules.policy import UnknownRule, view_for

Facts = dict[str, str | int | bool]


def employee(category: str = "in_service", **more: str | int | bool) -> Facts:
    """Facts of somebody in the employees' scheme."""
    return {"scheme": "employee", "category": category, **more}


def resident(category: str = "adult", **more: str | int | bool) -> Facts:
    """Facts of somebody in the residents' scheme."""
    return {"scheme": "resident", "category": category, **more}


def hold_amount(region: str, day: str, key: str, facts: Facts, yuan: str) -> None:
    """Hold that the pack answers with this amount in yuan."""
    found = view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert (found.value, found.unit) == (to_fen(yuan), "yuan")


def hold_rate(region: str, day: str, key: str, facts: Facts, percent: str) -> None:
    """Hold that the pack answers with this percentage."""
    found = view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert (found.value, found.unit) == (to_basis_points(percent), "percent")


def gap_met(region: str, day: str, key: str, facts: Facts) -> UnknownRule:
    """The listed gap that the question meets."""
    with pytest.raises(UnknownRule) as unknown:
        view_for(region, date.fromisoformat(day)).find(key, **facts)
    assert unknown.value.why == "gap"
    return unknown.value
