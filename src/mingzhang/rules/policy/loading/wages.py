"""Caps that follow a wage: the published figure is held against the formula of the same day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from mingzhang.basics.fen import share
from mingzhang.rules.policy.facts import can_overlap
from mingzhang.rules.policy.loading.lines import Document
from mingzhang.rules.policy.parameters import Parameter, Value
from mingzhang.rules.policy.wording import write_printed

WAGE = "contribution.annual_wage"
FACTORS = ("_wage_multiple", "_wage_share")
GRAINS_FEN = (10_000, 1_000, 100, 1)


def warn_of_formulas(documents: Mapping[str, Document], parameters: Mapping[str, Parameter]) -> None:
    """Warn of a published amount that differs from wage × factor by as much as its own rounding, or more."""
    wage = parameters.get(WAGE)
    if wage is None:
        return
    for key, factor in parameters.items():
        published = next((parameters.get(key.removesuffix(tail)) for tail in FACTORS if key.endswith(tail)), None)
        if published is None or published.unit != "yuan":
            continue
        topic, _, name = published.key.partition(".")
        for day, figure, computed_fen in _compared(published, factor, wage):
            if not figure.confirmed and abs(figure.ruled.number - computed_fen) >= _grain(figure.ruled.number):
                told = f"{write_printed(figure.ruled.number, 'yuan')} / {write_printed(computed_fen, 'yuan')}"
                words = f"{day} 公布值与工资公式不符：{told}。 The published figure differs from the formula."
                documents[topic].warn(("parameters", name), "WAGE_FORMULA", words)


def _compared(published: Parameter, factor: Parameter, wage: Parameter) -> Iterator[tuple[date, Value, int]]:
    """Each published figure with what the formula gives for the same people on the same day."""
    days = published.change_dates() | factor.change_dates() | wage.change_dates()
    for day in sorted(days):
        for figure, times, base in product(*(one.values_on(day) for one in (published, factor, wage))):
            if all(can_overlap(*pair) for pair in ((figure.when, times.when), (figure.when, base.when))):
                yield day, figure, share(base.ruled.number, times.ruled.number)


def _grain(fen: int) -> int:
    """How finely an amount is printed: to the hundred, ten or one yuan, else to the fen."""
    return next(grain for grain in GRAINS_FEN if fen % grain == 0)
