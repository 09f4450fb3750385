"""Figures by key, and the closed list of steps that lead from the ordinary figure to the one that applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Protocol

from mingzhang.basics.fen import BASIS_POINTS, share
from mingzhang.rules.policy import Citation, Ruled, UnknownRule
from mingzhang.rules.policy.unknown import Fact
from mingzhang.rules.settlement.plan import Change
from mingzhang.rules.settlement.templates import (
    Amount,
    AmountChange,
    CapTemplate,
    DeductibleTemplate,
    RateChange,
    RoundTo,
)

Facts = Mapping[str, Fact]

FEN_OF: dict[RoundTo, int] = {"fen": 1, "yuan": 100, "ten_yuan": 1_000, "hundred_yuan": 10_000}


class Figures(Protocol):
    """Where figures are looked up: a policy view, or a worked case's own list."""

    @property
    def region(self) -> str:
        """Whose figures they are."""

    @property
    def day(self) -> date:
        """The day for which they hold."""

    def find(self, key: str, **facts: Fact) -> Ruled:
        """The figure for these facts; raises UnknownRule when there is none."""


def changed_rate(
    rate_bp: int, steps: Sequence[RateChange], figures: Figures, facts: Facts
) -> tuple[int, tuple[Change, ...]]:
    """The rate after all steps, kept between 0 and each step's ceiling, and the changes that the person is told."""
    told = []
    for step in steps:
        ruled = figures.find(step.by, **facts)
        most = figures.find(step.most, **facts).number if step.most else BASIS_POINTS
        rate_bp = min(most, max(0, _stepped_rate(rate_bp, step.do, ruled.number, facts)))
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


def amount_of(
    template: DeductibleTemplate | CapTemplate, figures: Figures, facts: Facts
) -> tuple[int, Citation, tuple[Change, ...]]:
    """The amount in fen, its source, and the changes that the person is told.

    The published amount comes first; where it is not known, the template's formula gives it. Where neither is, the
    exception names what is missing of the published one, or the fact that the formula lacks.
    """
    try:
        return changed_amount(template, figures, facts)
    except UnknownRule as published:
        if template.formula is None:
            raise
        try:
            return _by_formula(template.formula, figures, facts)
        except UnknownRule as unknown:
            raise (unknown if unknown.why == "fact_missing" else published) from None


def _by_formula(formula: Amount, figures: Figures, facts: Facts) -> tuple[int, Citation, tuple[Change, ...]]:
    """The amount that a formula gives, on the authority of the rule that it is made by."""
    amount, source, told = changed_amount(formula, figures, facts)
    steps = (figures.find(step.by, **facts) for step in formula.changes if step.holds(facts))
    return amount, next((ruled.citation for ruled in steps), source), told


def changed_amount(template: Amount, figures: Figures, facts: Facts) -> tuple[int, Citation, tuple[Change, ...]]:
    """The amount in fen after the steps that hold, its source, and the changes that the person is told.

    A step that leaves the amount as it was is not told, such as a cut for each earlier stay at the first. One that
    replaces the amount or takes away for each admission leaves no less than its `least`, else than zero.
    """
    ruled = figures.find(template.amount, **facts)
    amount, source = Fraction(ruled.number), ruled.citation
    told = []
    for step in template.changes:
        if not step.holds(facts):
            continue
        by = figures.find(step.by, **facts)
        least = figures.find(step.least, **facts).number if step.least else 0
        before, amount = amount, max(Fraction(least), _stepped_amount(amount, step, by.number, figures, facts))
        if step.do == "replace":
            source = by.citation
        if step.code and amount != before:
            told.append(Change(step.code, f"deductible_{step.do}", by.number, by.citation))
    return rounded(amount, template.round, down=template.round_down), source, tuple(told)


def rounded(amount: Fraction, to: RoundTo, *, down: bool = False) -> int:
    """An exact amount in whole fen, yuan, ten or a hundred yuan (in fen): half up, or down."""
    step = FEN_OF[to]
    whole, rest = divmod(amount, step)
    return (whole if down or 2 * rest < step else whole + 1) * step


def _stepped_amount(amount: Fraction, step: AmountChange, figure: int, figures: Figures, facts: Facts) -> Fraction:
    """One step, exactly."""
    if step.do == "part_of_year":
        return amount * min(_covered_months(step, figures, facts), figure) / figure
    results = {
        "plus": amount + figure,
        "minus": amount - figure,
        "times": amount * figure / BASIS_POINTS,
        "replace": Fraction(figure),
        "minus_per_admission": amount - figure * (int(facts["admission"]) - 1),
    }
    return results[step.do]


def _covered_months(step: AmountChange, figures: Figures, facts: Facts) -> int:
    """How many months of this medical year the person is covered; who does not tell meets an unknown rule."""
    if "covered_months" not in facts:
        raise UnknownRule(figures.region, step.by, figures.day, facts, "fact_missing", missing="covered_months")
    return int(facts["covered_months"])
