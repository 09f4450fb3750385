"""What each invented visit cost and how its bill divides, in whole fen; and what the own account received before it."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from mingzhang.answers.lab.claims.people import People
from mingzhang.answers.lab.claims.region import MONTHS_LAST_DAY, Credits
from mingzhang.answers.lab.claims.visits import BENEFITS, Visits
from mingzhang.basics.fen import BASIS_POINTS
from mingzhang.rules.policy.facts import WORDS

Rng = np.random.Generator
Fen = NDArray[np.int64]
# The middle cost of a visit in yuan at level 1, its spread (of the logarithm), and the share out of the catalogue.
COSTS = {
    "outpatient": (170.0, 0.85, 0.06),
    "pharmacy": (85.0, 0.70, 0.15),
    "inpatient": (4_800.0, 0.80, 0.09),
    "chronic": (420.0, 0.70, 0.03),
}
LEVEL_FACTOR = {"none": 1.0, "level1": 1.0, "level2": 1.6, "level3": 2.6}
LEAST_FEN, MOST_FEN = 5_00, 3_000_000_00
FIRST_SHARES_BP = (500, 1_000, 1_000, 2_000, 3_000)
OVER_LIMIT_VISITS = 0.04
ESSENTIAL = {"community": (4.0, 4.0), "other": (1.0, 6.0)}


def draw_amounts(rng: Rng, people: People, visits: Visits, groups: frozenset[str]) -> dict[str, Fen]:
    """The bill's parts of each visit, by column; essential medicine apart where the region's rules tell it apart."""
    middle, spread, own = (np.array(part) for part in zip(*(COSTS[benefit] for benefit in BENEFITS), strict=True))
    factor = np.array([LEVEL_FACTOR[level] for level in WORDS["level"]])
    count = len(visits.whose)
    older = 1 + np.clip(people.age[visits.whose] - 40, 0, 50) * 0.006
    typical = middle[visits.benefit] * factor[visits.level] * older * 100
    drawn = np.exp(rng.normal(np.log(typical), spread[visits.benefit]))
    total = np.clip(np.rint(drawn), LEAST_FEN, MOST_FEN).astype(np.int64)
    wholly_own = _part(total, rng.beta(1.0, 1 / own[visits.benefit] - 1))
    over_limit = _part(total - wholly_own, rng.beta(1.5, 12.0, count) * (rng.random(count) < OVER_LIMIT_VISITS))
    covered = total - wholly_own - over_limit
    class_b = _part(covered, rng.beta(2.2, 2.6, count))
    first_self = class_b * rng.choice(FIRST_SHARES_BP, size=count) // BASIS_POINTS
    in_scope = covered - first_self
    amounts = {"first_self_fen": first_self, "over_limit_fen": over_limit, "wholly_own_fen": wholly_own}
    essential = _part(in_scope, _essential_share(rng, visits))
    if "essential" not in groups:
        return {"in_scope_fen": in_scope, **amounts}
    return {"in_scope_fen": in_scope - essential, "in_scope_essential_fen": essential, **amounts}


def _essential_share(rng: Rng, visits: Visits) -> NDArray[np.float64]:
    """How much of what is in scope is essential medicine: nothing in a stay, most in the community."""
    first, second = (np.array(part) for part in zip(*(ESSENTIAL[place] for place in WORDS["place"]), strict=True))
    drawn = rng.beta(first[visits.place], second[visits.place])
    return drawn * (visits.benefit != BENEFITS.index("inpatient"))


def _part(amount: Fen, share: NDArray[np.float64]) -> Fen:
    """The share of each amount, in whole basis points and whole fen."""
    return amount * np.floor(share * BASIS_POINTS).astype(np.int64) // BASIS_POINTS


def credited(people: People, visits: Visits, credits_of: dict[int, Credits], years: range) -> Fen:
    """What reached the own account since the person's visit before; before the first visit also the opening balance.

    The visits are sorted by person and day. A month's money arrives on the region's day, at the latest on the last of
    the month.
    """
    received = _received(people, visits, credits_of, years)
    first = np.ones(len(received), np.bool_)
    first[1:] = visits.whose[1:] != visits.whose[:-1]
    before = np.concatenate(([0], received[:-1]))
    return received - np.where(first, 0, before) + np.where(first, people.opening_fen[visits.whose], 0)


def _received(people: People, visits: Visits, credits_of: dict[int, Credits], years: range) -> Fen:
    """What had reached each visit's person between the first day of the first year and the day of the visit."""
    month = visits.day.astype("datetime64[D]").astype("datetime64[M]")
    first_of_month = month.astype("datetime64[D]")
    day_of_month = (visits.day.astype("datetime64[D]") - first_of_month).astype(np.int64) + 1
    length = ((month + 1).astype("datetime64[D]") - first_of_month).astype(np.int64)
    year_of = month.astype("datetime64[Y]").astype(np.int64) + 1970
    total = np.zeros(len(visits.whose), np.int64)
    for year in years:
        credit = credits_of[year]
        age = people.age + (year - years[0])
        monthly = credit.monthly(people.tier, people.category, age, people.wage_fen)[visits.whose]
        months_gone = (month - np.datetime64(date(year, 1, 1), "M")).astype(np.int64)
        today = day_of_month >= np.minimum(min(credit.day, MONTHS_LAST_DAY), length)
        arrived = np.where(year_of == year, months_gone + today, np.clip(months_gone, 0, 12))
        total += monthly * np.clip(arrived, 0, 12)
    return total
