"""Figures by key, and the closed list of steps that lead from the ordinary figure to the one that applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mingzhang.basics.fen import BASIS_POINTS, share
from mingzhang.rules.policy import Citation, Ruled
from mingzhang.rules.policy.unknown import Fact
from mingzhang.rules.settlement.plan import Change
from mingzhang.rules.settlement.templates import AmountChange, RateChange

Facts = Mapping[str, Fact]


class Figures(Protocol):
    """Where figures are looked up: a policy view, or a worked case's own list."""

    def find(self, key: str, **facts: Fact) -> Ruled:
        """The figure for these facts; raises UnknownRule when there is none."""


def changed_rate(
    rate_bp: int, steps: Sequence[RateChange], figures: Figures, facts: Facts
) -> tuple[int, tuple[Change, ...]]:
    """The rate after all steps, kept between 0 and 100%, and the changes that the person is told."""
    told = []
    for step in steps:
        ruled = figures.find(step.by, **facts)
        rate_bp = min(BASIS_POINTS, max(0, _stepped_rate(rate_bp, step.do, ruled.number, facts)))
        if step.code:
            told.append(Change(step.code, step.do, ruled.number, ruled.citation))
    return rate_bp, tuple(told)


def _stepped_rate(rate_bp: int, do: str, figure: int, facts: Facts) -> int:
    """One step; shares and factors are rounded half up to the basis point."""
    own_bp = BASIS_POINTS - rate_bp
    results = {
        "plus": rate_bp + figure,
        "minus": rate_bp - figure,
        "times": share(rate_bp, figure),
        "own_share_times": BASIS_POINTS - share(own_bp, figure),
        "replace": figure,
        "plus_per_year": rate_bp + figure * int(facts["age"]),
    }
    return results[do]


def changed_amount(
    key: str, steps: Sequence[AmountChange], figures: Figures, facts: Facts
) -> tuple[int, Citation, tuple[Change, ...]]:
    """The amount in fen after the steps that hold, its source, and the changes that the person is told.

    A step that replaces the amount or takes away for each admission leaves no less than its `least`, else than zero.
    """
    ruled = figures.find(key, **facts)
    amount, source = ruled.number, ruled.citation
    told = []
    for step in steps:
        if not step.holds(facts):
            continue
        by = figures.find(step.by, **facts)
        least = figures.find(step.least, **facts).number if step.least else 0
        amount = max(least, _stepped_amount(amount, step.do, by.number, facts))
        if step.do == "replace":
            source = by.citation
        if step.code:
            told.append(Change(step.code, f"deductible_{step.do}", by.number, by.citation))
    return amount, source, tuple(told)


def _stepped_amount(amount_fen: int, do: str, figure: int, facts: Facts) -> int:
    """One step; factors are rounded half up to the fen."""
    results = {
        "plus": amount_fen + figure,
        "minus": amount_fen - figure,
        "times": share(amount_fen, figure),
        "replace": figure,
        "minus_per_admission": amount_fen - figure * (int(facts["admission"]) - 1),
    }
    return results[do]
