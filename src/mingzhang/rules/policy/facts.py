"""The closed list of facts that a rule may depend on, and the tests a rule may put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.rules.policy.unknown import Fact

CATEGORIES = {
    "employee": ("in_service", "flexible", "retired", "retired_paying_on"),
    "resident": ("adult", "minor", "student"),
}
WORDS: dict[str, tuple[str, ...]] = {
    "scheme": tuple(CATEGORIES),
    "category": tuple(category for group in CATEGORIES.values() for category in group),
    "level": ("level1", "level2", "level3", "none"),
    "place": ("community", "other"),
    "benefit": ("outpatient", "pharmacy", "inpatient", "chronic"),
    "chronic_kind": ("class1", "class2", "glaucoma", "unclassed"),
    "filing": ("local", "filed", "referral", "temporary", "unfiled", "emergency"),
    "reach": ("in_region", "in_province", "cross_province"),
    "tier": ("tier1", "tier2"),
    "gender": ("male", "female"),
}
NUMBERS = ("age", "admission", "band", "continuous_months", "covered_months", "retired_on")
FLAGS = ("aided", "civil_servant", "signed_family_doctor")
NAMES = (*WORDS, *NUMBERS, *FLAGS)


@dataclass(frozen=True, slots=True)
class Among:
    """Holds for any of the named words or flags."""

    values: frozenset[Fact]

    def holds(self, fact: Fact) -> bool:
        """Whether the fact is one of them."""
        return fact in self.values


@dataclass(frozen=True, slots=True)
class Span:
    """Holds for whole numbers from `first` until but without `below`; either end may be open."""

    first: int = 0
    below: int | None = None

    def holds(self, fact: Fact) -> bool:
        """Whether the number lies in the span."""
        return isinstance(fact, int) and fact >= self.first and (self.below is None or fact < self.below)


Test = Among | Span
When = Mapping[str, Test]


def matches(when: When, facts: Mapping[str, Fact]) -> bool:
    """Whether all tests hold; a fact that is not given fails its test."""
    return all(name in facts and test.holds(facts[name]) for name, test in when.items())


def allows(when: When, facts: Mapping[str, Fact]) -> bool:
    """Whether no given fact fails its test; facts that are not given are passed over."""
    return all(name not in facts or test.holds(facts[name]) for name, test in when.items())


def can_overlap(one: When, other: When) -> bool:
    """Whether some facts could satisfy both; a category belongs to one scheme only."""
    return meet(one, other) is not None


def meet(one: When, other: When) -> When | None:
    """The tests that both together are, or None when no facts can satisfy both."""
    joined = dict(one)
    for name, test in other.items():
        met = _meet(joined[name], test) if name in joined else test
        if met is None:
            return None
        joined[name] = met
    return possible(joined)


def possible(when: When) -> When | None:
    """The tests with only such schemes and categories as belong together; None when that leaves nobody."""
    schemes, categories = when.get("scheme"), when.get("category")
    if not isinstance(schemes, Among) or not isinstance(categories, Among):
        return when
    belonging = {
        (scheme, category)
        for scheme in schemes.values
        for category in CATEGORIES[str(scheme)]
        if categories.holds(category)
    }
    if not belonging:
        return None
    kept_schemes, kept_categories = (Among(frozenset(words)) for words in zip(*belonging, strict=True))
    return {**when, "scheme": kept_schemes, "category": kept_categories}


def _meet(one: Test, other: Test) -> Test | None:
    """The test that both together are, or None when nothing can satisfy both."""
    if isinstance(one, Among) and isinstance(other, Among):
        common = one.values & other.values
        return Among(common) if common else None
    assert isinstance(one, Span) and isinstance(other, Span), "a fact is either a word or a number"
    first = max(one.first, other.first)
    ends = [span.below for span in (one, other) if span.below is not None]
    below = min(ends, default=None)
    return Span(first, below) if below is None or first < below else None
