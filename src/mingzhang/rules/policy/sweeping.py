"""The change-date sweep: on every day on which a rule changes, every question has an answer or a listed gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, product

from mingzhang.rules.policy.facts import CATEGORIES, FLAGS, NAMES, WORDS, Span, Test, When, allows
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.registry import change_dates, region_pack, view_for
from mingzhang.rules.policy.unknown import Fact, UnknownRule
from mingzhang.rules.policy.view import PolicyView

Facts = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Hole:
    """A question that a pack says it covers, but neither answers nor lists as a gap."""

    region: str
    day: date
    key: str
    facts: Mapping[str, Fact]
    why: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """What the sweep of one region found: how many questions were answered, how many met a listed gap, the holes."""

    region: str
    days: int
    answered: int
    gaps: int
    holes: tuple[Hole, ...]


def sweep_days(region: str) -> tuple[date, ...]:
    """The days to look at: the first day that the pack covers, and every change date after it."""
    pack = region_pack(region)
    assert pack is not None, "only a region that has a pack is swept"
    first = pack.info.covers_from
    return (first, *(day for day in change_dates(region) if day > first))


def sweep(region: str) -> Sweep:
    """Ask every parameter of a region every question that its tests can tell apart, on every day of change."""
    answered = gaps = 0
    holes: list[Hole] = []
    days = sweep_days(region)
    for view in (view_for(region, day) for day in days):
        for key, facts in _all_questions(view):
            why = _why_unanswered(view, key, facts)
            answered += why is None
            gaps += why == "gap"
            if why not in (None, "gap"):
                holes.append(Hole(region, view.day, key, facts, str(why)))
    return Sweep(region, len(days), answered, gaps, tuple(holes))


def questions(parameter: Parameter) -> Iterator[Facts]:
    """Every combination of facts that the parameter's tests can tell apart, inside what it applies to."""
    tests = _tests_by_fact(parameter)
    names = [name for name in NAMES if name in tests]
    for chosen in product(*(_samples(name, tests[name]) for name in names)):
        facts = dict(zip(names, chosen, strict=True))
        if allows(parameter.applies, facts) and _is_person(facts):
            yield facts


def _all_questions(view: PolicyView) -> Iterator[tuple[str, Facts]]:
    declared = view.keys()
    return ((key, facts) for key in declared for facts in questions(view.parameter(key)))


def _why_unanswered(view: PolicyView, key: str, facts: Facts) -> str | None:
    try:
        view.find(key, **facts)
    except UnknownRule as unknown:
        return unknown.why
    return None


def _tests_by_fact(parameter: Parameter) -> dict[str, list[Test]]:
    whens: Iterable[When] = chain(
        [parameter.applies],
        (value.when for entry in parameter.entries for value in entry.values),
        (gap.when for gap in parameter.gaps),
    )
    found: dict[str, list[Test]] = {}
    for when in whens:
        for name, test in when.items():
            found.setdefault(name, []).append(test)
    return found


def _samples(name: str, tests: list[Test]) -> tuple[Fact, ...]:
    """One fact from each stretch on which no test changes its answer; bands only where a test names them."""
    if name in WORDS:
        return WORDS[name]
    if name in FLAGS:
        return (False, True)
    spans = [test for test in tests if isinstance(test, Span)]
    if name == "band":
        return tuple(sorted({span.first for span in spans}))
    edges = {edge for span in spans for edge in (span.first, span.below) if edge is not None}
    return tuple(sorted(edges | {1 if name == "admission" else 0}))


def _is_person(facts: Facts) -> bool:
    """Whether scheme and category, where both are asked for, belong together."""
    if "scheme" not in facts or "category" not in facts:
        return True
    return facts["category"] in CATEGORIES[str(facts["scheme"])]
