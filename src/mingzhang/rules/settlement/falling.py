"""A settled bill as falling steps: from the total down to nothing for the funds' side, then the person's part to cash.

Two falls, one after the other. The cost: the total, less what is outside the insurance, paid first or within the
deductible; of the rest each fund takes its part. Then the person's part: own account, family accounts, cash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mingzhang.rules.settlement.outcome import BandResult, Outcome
from mingzhang.rules.settlement.phrases import STEPS, Language, fund_name

Kind = Literal["whole", "own", "fund"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step from one level down to another, in fen; `name` is that of a part or of a fund.

    A `whole` step is a sum and stands on nothing. `bands` are the costs and rates by which a fund came to its amount.
    """

    name: str
    kind: Kind
    amount_fen: int
    from_fen: int
    to_fen: int
    bands: tuple[BandResult, ...] = ()


def falling_steps(outcome: Outcome) -> tuple[Step, ...]:
    """The steps of a settlement, in order; parts and funds of nothing are left out, total, sum and cash are not."""
    return (*_cost(outcome), *_person(outcome))


def step_name(step: Step, language: Language) -> str:
    """What a step is called."""
    return fund_name(step.name, language) if step.kind == "fund" else STEPS[step.name][language]


def _cost(outcome: Outcome) -> Iterator[Step]:
    level = outcome.total_fen
    yield Step("total", "whole", level, 0, level)
    parts = (
        ("wholly_own", outcome.wholly_own_fen),
        ("over_limit", outcome.over_limit_fen),
        ("first_self", outcome.first_self_fen),
        ("deductible", outcome.deductible_fen),
    )
    for name, fen in parts:
        if fen:
            yield Step(name, "own", fen, level, level - fen)
            level -= fen
    for fund, fen in outcome.payers:
        if fen:
            bands = tuple(
                band for layer in outcome.layers if layer.fund == fund and layer.paid_fen for band in layer.bands
            )
            yield Step(fund, "fund", fen, *_drawn(level, fen), bands)
            level = max(0, level - fen)


def _person(outcome: Outcome) -> Iterator[Step]:
    level = outcome.total_fen - outcome.fund_fen
    yield Step("person", "whole", level, 0, level)
    for name, fen in (("account", outcome.account_fen), ("family", outcome.family_fen), ("cash", outcome.cash_fen)):
        if fen or name == "cash":
            yield Step(name, "own", fen, level, level - fen)
            level -= fen


def _drawn(level: int, fen: int) -> tuple[int, int]:
    """From where to where a fund's step falls; one that also pays what lies above the level stands on nothing."""
    return (level, level - fen) if fen <= level else (fen, 0)
