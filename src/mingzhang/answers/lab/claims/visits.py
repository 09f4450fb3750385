"""The visits of some people in one year: which benefit, on which day, where, and how it was filed."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from mingzhang.answers.lab.claims.calendar import draw_days
from mingzhang.answers.lab.claims.people import CATEGORIES, EMPLOYEES, People
from mingzhang.answers.lab.claims.region import SCHEME_OF, Region
from mingzhang.rules.policy.facts import WORDS

Rng = np.random.Generator
Codes = NDArray[np.int8]
BENEFITS = WORDS["benefit"]
# Where each benefit is had: level, place, share.
PLACES = {
    "outpatient": (
        ("level1", "community", 0.42),
        ("level1", "other", 0.08),
        ("level2", "other", 0.20),
        ("level3", "other", 0.30),
    ),
    "pharmacy": (("none", "other", 1.0),),
    "inpatient": (
        ("level1", "community", 0.03),
        ("level1", "other", 0.07),
        ("level2", "other", 0.32),
        ("level3", "other", 0.58),
    ),
    "chronic": (("level1", "community", 0.35), ("level2", "other", 0.25), ("level3", "other", 0.40)),
}
# How care elsewhere is filed: by those who live elsewhere, and by those who travel.
FILED_AWAY = {"filed": 0.88, "unfiled": 0.09, "emergency": 0.03}
FILED_TRAVELLING = {"referral": 0.30, "temporary": 0.30, "unfiled": 0.30, "emergency": 0.10}
TRAVELS = {"outpatient": 0.008, "pharmacy": 0.006, "inpatient": 0.05, "chronic": 0.004}
IN_PROVINCE = 0.6
CHRONIC_KINDS = {"class1": 0.45, "class2": 0.35, "glaucoma": 0.03, "unclassed": 0.17}
CHRONIC_VISITS = 9.0


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits in columns: whose (the place in `People`), when, and the facts as places in their lists of words."""

    whose: NDArray[np.int64]
    day: NDArray[np.int32]
    benefit: Codes
    level: Codes
    place: Codes
    filing: Codes
    reach: Codes
    chronic_kind: Codes

    def taken(self, order: NDArray[np.int64]) -> Visits:
        """The visits at these places, in this order."""
        return Visits(*(getattr(self, field.name)[order] for field in fields(self)))


def draw_visits(rng: Rng, region: Region, people: People, year: int) -> Visits:
    """Everybody's visits of the year, benefit after benefit; of those benefits that the region settles."""
    parts = [_of_benefit(rng, region, people, benefit, year) for benefit in BENEFITS]
    return joined(parts)


def joined(parts: list[Visits]) -> Visits:
    """Several lots of visits as one."""
    return Visits(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Visits)))


def _of_benefit(rng: Rng, region: Region, people: People, benefit: str, year: int) -> Visits:
    """The visits of one benefit."""
    offered = np.array([benefit in region.offers[SCHEME_OF[category]] for category in CATEGORIES])
    counts = rng.poisson(_expected(people, benefit)) * offered[people.category]
    whose = np.repeat(np.arange(len(counts)), counts)
    count = len(whose)
    levels, places, shares = zip(*PLACES[benefit], strict=True)
    where = rng.choice(len(shares), size=count, p=shares)
    filing, reach = _filed(rng, people.away[whose], TRAVELS[benefit])
    kinds = tuple(CHRONIC_KINDS)
    kind = _words("chronic_kind", kinds)[rng.choice(len(kinds), size=count, p=tuple(CHRONIC_KINDS.values()))]
    return Visits(
        whose=whose,
        day=draw_days(rng, year, count),
        benefit=np.full(count, BENEFITS.index(benefit), np.int8),
        level=_words("level", levels)[where],
        place=_words("place", places)[where],
        filing=filing,
        reach=reach,
        chronic_kind=kind,
    )


def _expected(people: People, benefit: str) -> NDArray[np.float64]:
    """How many visits of a benefit each person is to expect in a year."""
    age = people.age.astype(np.float64)
    employee = EMPLOYEES[people.category]
    if benefit == "outpatient":
        return (4.3 + 0.095 * np.clip(age - 25, 0, None) + 2.5 * (age < 7)) * people.health
    if benefit == "pharmacy":
        return np.where(employee, 3.2 + 0.08 * np.clip(age - 25, 0, None), 0.5) * people.health
    if benefit == "inpatient":
        return (0.025 + 0.00006 * age**2 + 0.10 * (age < 5)) * people.health**1.2
    return CHRONIC_VISITS * people.chronic


def _filed(rng: Rng, away: NDArray[np.bool_], travels: float) -> tuple[Codes, Codes]:
    """How each visit was filed and how far away it was; most are at home."""
    count = len(away)
    travelling = rng.random(count) < travels
    filing = np.full(count, WORDS["filing"].index("local"), np.int8)
    for given, whom in ((FILED_TRAVELLING, travelling & ~away), (FILED_AWAY, away)):
        words = _words("filing", tuple(given))
        filing[whom] = words[rng.choice(len(words), size=int(whom.sum()), p=tuple(given.values()))]
    further = np.where(rng.random(count) < IN_PROVINCE, *_words("reach", ("in_province", "cross_province")))
    return filing, np.where(away | travelling, further, WORDS["reach"].index("in_region")).astype(np.int8)


def _words(fact: str, words: tuple[str, ...]) -> Codes:
    """The places of words in their fact's list."""
    return np.array([WORDS[fact].index(word) for word in words], np.int8)
