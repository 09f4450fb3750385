"""What an invented city takes from a region's rules: benefits, the facts that rules ask for, the account's money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from mingzhang.basics.fen import BASIS_POINTS
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView, UnknownRule, view_for
from mingzhang.rules.policy.facts import CATEGORIES, NAMES, WORDS
from mingzhang.rules.settlement import PersonFacts, Plan, VisitFacts, plan_for

Fen = NDArray[np.int64]
AGES = 121
SCHEME_OF = {category: scheme for scheme, group in CATEGORIES.items() for category in group}
NO_LIMIT_FEN = 10**9
MONTHS_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Credits:
    """What reaches an own account each month in one year, by tier, category and age, and on which day of the month.

    The credit is `fixed_fen` plus `rate_bp` of the wage, brought between floor and cap; `exists` says who has an
    account at all.
    """

    exists: NDArray[np.bool_]
    fixed_fen: Fen
    rate_bp: NDArray[np.int64]
    floor_fen: int
    cap_fen: int
    day: int

    def monthly(self, tier: NDArray[np.int64], category: NDArray[np.int64], age: NDArray[np.int64], wage: Fen) -> Fen:
        """Each person's monthly credit in fen, half up; `wage` is monthly, in fen."""
        base = np.clip(wage, self.floor_fen, self.cap_fen)
        share = (base * self.rate_bp[tier, category, age] + BASIS_POINTS // 2) // BASIS_POINTS
        return self.fixed_fen[tier, category, age] + share


@dataclass(frozen=True, slots=True)
class Region:
    """The region as far as invented claims depend on it, for one or more years.

    `notes` says what its rules leave unknown, and what the claims do instead; `(key, missing document)`.
    """

    code: str
    asks: frozenset[str]
    groups: frozenset[str]
    offers: Mapping[str, frozenset[str]]
    credits: Mapping[int, Credits]
    notes: tuple[tuple[str, str], ...]


def region_of(code: str, years: range) -> Region:
    """Ask a region's rules on the first day of each year; raises UnknownRule when the region has no pack."""
    views = {year: view_for(code, date(year, 1, 1)) for year in years}
    first = views[years[0]]
    notes: dict[tuple[str, str], None] = {}
    return Region(
        code=code,
        asks=frozenset(_facts_asked(first)),
        groups=frozenset(_groups(first)),
        offers={scheme: frozenset(_offered(first, scheme, notes)) for scheme in CATEGORIES},
        credits={year: _credits(view, notes) for year, view in views.items()},
        notes=tuple(notes),
    )


def _facts_asked(view: PolicyView) -> Iterator[str]:
    """Every fact that a figure or a plan of the view tests."""
    for key, cells in view.segment.cells.items():
        yield from view.parameter(key).applies
        for cell in cells:
            yield from cell.when
    for plan in view.plans:
        yield from (name for found in _inside(plan.data, "when") for name in found if name in NAMES)


def _groups(view: PolicyView) -> Iterator[str]:
    """Every item group that a plan of the view pays apart from the ordinary one."""
    for plan in view.plans:
        yield from (group for found in _inside(plan.data, "item_groups") for group in found if group)


def _inside(data: Any, name: str) -> Iterator[Any]:
    """What stands under a name anywhere in a plan as written."""
    if isinstance(data, Mapping):
        if name in data:
            yield data[name]
        for value in data.values():
            yield from _inside(value, name)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _inside(value, name)


def _offered(view: PolicyView, scheme: str, notes: dict[tuple[str, str], None]) -> Iterator[str]:
    """The benefits that the region pays by known rules for some of the scheme's people at least.

    One whose rules are gaps for everybody is told and not drawn.
    """
    for benefit in WORDS["benefit"]:
        plans = [plan_for(view, person, visit) for person, visit in _asked_for(scheme, benefit)]
        unknown = next((plan for plan in plans if isinstance(plan, Refusal) and plan.code == "UNKNOWN_RULE"), None)
        if any(isinstance(plan, Plan) for plan in plans):
            yield benefit
        elif unknown is not None:
            notes[str(unknown.facts["key"]), str(unknown.facts["missing"])] = None


def _asked_for(scheme: Any, benefit: Any) -> Iterator[tuple[PersonFacts, VisitFacts]]:
    """One person of each category, with every fact known, at each level and with each kind of chronic disease."""
    for category, level, kind in product(CATEGORIES[scheme], WORDS["level"], WORDS["chronic_kind"]):
        person = PersonFacts(
            scheme, category, 40, tier="tier1", continuous_months=60, covered_months=12, retired_on=2020_01_01
        )
        yield person, VisitFacts(benefit, level=cast(Any, level), chronic_kind=cast(Any, kind))


def _credits(view: PolicyView, notes: dict[tuple[str, str], None]) -> Credits:
    """The account's figures by tier, category and age; what is not known becomes no money and a note."""
    tiers, categories = WORDS["tier"], WORDS["category"]
    exists = np.zeros((len(tiers), len(categories), AGES), np.bool_)
    fixed, rate = (np.zeros(exists.shape, np.int64) for _ in range(2))
    for place in np.ndindex(exists.shape):
        tier, category, age = place
        named = {"tier": tiers[tier], "category": categories[category]}
        facts = {"scheme": SCHEME_OF[categories[category]], **named, "age": age}
        exists[place] = _asked(view, "account.exists", facts, 0, notes)
        if not exists[place]:
            continue
        if view.declares("account.fixed", **facts):
            fixed[place] = _asked(view, "account.fixed", facts, 0, notes)
        elif view.declares("account.rate", **facts):
            rate[place] = _asked(view, "account.rate", facts, 0, notes)
    employee = {"scheme": "employee", "category": "in_service"}
    return Credits(
        exists,
        fixed,
        rate,
        floor_fen=_asked(view, "contribution.base_floor", employee, 0, notes),
        cap_fen=_asked(view, "contribution.base_cap", employee, NO_LIMIT_FEN, notes),
        day=_asked(view, "calendar.allocation_day", employee, MONTHS_LAST_DAY, notes),
    )


def _asked(
    view: PolicyView, key: str, facts: Mapping[str, str | int], otherwise: int, notes: dict[tuple[str, str], None]
) -> int:
    """A figure, or what the invented city does without it."""
    try:
        return int(view.find(key, **facts).value)
    except UnknownRule as unknown:
        notes[key, unknown.missing or unknown.why] = None
        return otherwise
