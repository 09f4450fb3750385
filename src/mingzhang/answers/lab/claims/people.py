"""The people of an invented city: scheme and category, age, wage, health, and the facts that rules ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingzhang.answers.lab.claims.region import Region
from mingzhang.rules.policy import facts

Rng = np.random.Generator
CATEGORIES = facts.WORDS["category"]
# Of each category: its share of the people, the mean and spread of its ages, the youngest and the oldest.
MIX = {
    "in_service": (0.40, 38.0, 9.5, 18, 59),
    "flexible": (0.06, 42.0, 9.0, 20, 59),
    "retired": (0.155, 69.0, 9.0, 50, 103),
    "retired_paying_on": (0.005, 60.0, 3.0, 55, 66),
    "adult": (0.20, 56.0, 16.0, 19, 103),
    "minor": (0.14, 9.0, 5.0, 0, 17),
    "student": (0.04, 21.0, 2.0, 18, 28),
}
EMPLOYEES = np.array([category in facts.CATEGORIES["employee"] for category in CATEGORIES])


@dataclass(frozen=True, slots=True)
class People:
    """Some people in columns; `health` is a factor on visits (1 on average), `facts` holds what rules may ask.

    A fact's second array marks for whom it is not known (None: nobody).
    """

    number: NDArray[np.int64]
    category: NDArray[np.int64]
    tier: NDArray[np.int64]
    age: NDArray[np.int64]
    wage_fen: NDArray[np.int64]
    opening_fen: NDArray[np.int64]
    health: NDArray[np.float64]
    away: NDArray[np.bool_]
    chronic: NDArray[np.bool_]
    facts: Mapping[str, tuple[NDArray[np.int64], NDArray[np.bool_] | None]]


def draw_people(rng: Rng, region: Region, first: int, count: int, year: int) -> People:
    """The people numbered from `first` on, as they are in the year."""
    shares = np.array([MIX[category][0] for category in CATEGORIES])
    category = rng.choice(len(CATEGORIES), size=count, p=shares / shares.sum())
    _, mean, spread, youngest, oldest = (np.array(part) for part in zip(*(MIX[c] for c in CATEGORIES), strict=True))
    age = np.clip(np.rint(rng.normal(mean[category], spread[category])), youngest[category], oldest[category])
    age = age.astype(np.int64)
    wage = np.rint(np.exp(rng.normal(np.log(7_500_00), 0.55, count))).astype(np.int64)
    drawn = _drawn(rng, category, age, year)
    tier = drawn["tier"][0]
    opening = np.rint(np.exp(rng.normal(np.log(1_200_00), 1.3, count))).astype(np.int64)
    return People(
        number=np.arange(first, first + count, dtype=np.int64),
        category=category.astype(np.int64),
        tier=tier,
        age=age,
        wage_fen=wage,
        opening_fen=opening * region.credits[year].exists[tier, category, age],
        health=rng.gamma(0.8, 1 / 0.8, count),
        away=rng.random(count) < 0.03,
        chronic=rng.random(count) < np.clip((age - 40) * 0.01, 0, 0.35),
        facts={name: fact for name, fact in drawn.items() if name in region.asks},
    )


def _drawn(
    rng: Rng, category: NDArray[np.int64], age: NDArray[np.int64], year: int
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.bool_] | None]]:
    """Every fact that is drawn for a person; all are drawn for any region, so that its people stay the same ones."""
    count = len(category)
    employee = EMPLOYEES[category]
    retired = category == CATEGORIES.index("retired")
    left_work_at = np.minimum(age, rng.choice((50, 55, 60), size=count))
    retired_on = (year - (age - left_work_at)) * 10_000 + rng.integers(1, 13, count) * 100 + 1
    part_year = rng.random(count) < 0.08
    return {
        "aided": (((rng.random(count) < 0.06) & ~employee).astype(np.int64), None),
        "civil_servant": (((rng.random(count) < 0.06) & employee).astype(np.int64), None),
        "signed_family_doctor": ((rng.random(count) < 0.35).astype(np.int64), None),
        "tier": ((rng.random(count) < 0.25).astype(np.int64), None),
        "continuous_months": (np.clip(np.rint(rng.gamma(2.0, 45.0, count)), 1, 480).astype(np.int64), None),
        "covered_months": (np.where(part_year, rng.integers(1, 12, count), 12), None),
        "retired_on": (retired_on, ~retired),
    }
