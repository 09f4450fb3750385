"""Figures that the packs list as gaps, set by a reform for the tests that need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mingzhang.rules.policy import Citation, PolicyView, view_for
from mingzhang.rules.policy.facts import When
from mingzhang.rules.policy.records import Ruled
from mingzhang.rules.policy.reforming import Override, reformed

Figures = Mapping[str, int | bool | str]


def ruled(key: str, value: int | bool | str) -> Ruled:
    """A value as a rule of the tests gives it."""
    return Ruled(value, "count", Citation("reform", "试行办法", "1", "assumed", "2024-01-01", "", key))


def with_figures(figures: Figures) -> Callable[[str, date], PolicyView]:
    """A way to ask for views in which these figures hold for everybody whom their parameter applies to."""
    everybody: When = {}

    def view(region: str, day: date) -> PolicyView:
        found = [Override(key, everybody, ruled(key, value)) for key, value in figures.items()]
        return reformed(view_for(region, day), found)

    return view
