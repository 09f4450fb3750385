"""On every day on which a rule changes, every question is answered or meets a listed gap; plans as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from mingzhang.rules.policy import PolicyView, change_dates, regions, registry, sweep, sweep_days, view_for
from mingzhang.rules.policy.facts import CATEGORIES, WORDS
from mingzhang.rules.policy.loading import PackTree
from mingzhang.rules.policy.sweeping import questions
from mingzhang.rules.settlement import PersonFacts, Plan, VisitFacts, plan_for
from mingzhang.rules.settlement.planning import facts_of
from policy_tree import REGION, entry, parameter, plant, topic

REGIONS = [info.code for info in regions()]


@pytest.mark.parametrize("region", REGIONS)
def test_every_question_on_every_day_of_change_is_answered_or_a_listed_gap(region: str) -> None:
    found = sweep(region)
    assert found.holes == ()
    assert found.answered > 100
    assert found.days == len(sweep_days(region)) > 5


@pytest.mark.parametrize("region", REGIONS)
def test_the_sweep_starts_where_the_pack_starts_and_misses_no_change(region: str) -> None:
    first, *later = sweep_days(region)
    assert first == date(2023, 1, 1)
    assert later == [day for day in change_dates(region) if day > first]


@pytest.fixture
def holed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A region whose pack forgets those who pay on after retiring age, and ends without listing a gap."""
    body = """    applies: {scheme: employee}
    entries:
      - starts: 2023-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {when: {category: retired, age: {from: 50}}, value: "80"}
          - {when: {category: [in_service, flexible]}, value: "70"}
      - {starts: 2025-01-01, source: "doc#1", ends: true}
    gaps:
      - {when: {category: retired, age: {below: 50}}, missing: 公告, who: 医保局}
"""
    late = parameter("late", "    entries:\n" + entry("2024-01-01", "5"))
    root = plant(tmp_path, {f"regions/{REGION}/outpatient.yaml": topic("outpatient", parameter("rate", body), late)})
    tree = PackTree(root)
    monkeypatch.setattr(registry, "tree", lambda: tree)
    for kept in (registry.change_dates, registry._segment, registry.view_for):
        kept.cache_clear()
    yield
    for kept in (registry.change_dates, registry._segment, registry.view_for):
        kept.cache_clear()


@pytest.mark.usefixtures("holed")
def test_the_sweep_finds_what_a_pack_forgets() -> None:
    found = sweep(REGION)
    holes = {(hole.day.isoformat(), hole.key, hole.facts.get("category"), hole.why) for hole in found.holes}
    assert ("2023-01-01", "outpatient.rate", "retired_paying_on", "no_value") in holes
    assert ("2025-01-01", "outpatient.rate", "retired", "ended") in holes
    assert ("2023-01-01", "outpatient.late", None, "not_started") in holes
    assert not any(category == "retired" and day == "2023-01-01" for day, _, category, _ in holes)
    assert found.gaps == 3


@pytest.mark.usefixtures("holed")
def test_questions_are_only_those_that_a_test_can_tell_apart() -> None:
    asked = list(questions(registry.packs().regions[REGION].parameters["outpatient.rate"]))
    assert {facts["scheme"] for facts in asked} == {"employee"}
    assert {facts["category"] for facts in asked} == set(CATEGORIES["employee"])
    assert {facts["age"] for facts in asked} == {0, 50}
    assert len(asked) == 4 * 2


KNOWN: dict[str, Any] = {"tier": "tier1", "continuous_months": 100, "covered_months": 12, "retired_on": 20100101}
LESS_COMMON: tuple[dict[str, Any], ...] = (
    {"age": 75},
    {"tier": "tier2"},
    {"continuous_months": 0},
    {"covered_months": 3},
    {"retired_on": 19991231},
    {"aided": True},
    {"civil_servant": True},
    {"signed_family_doctor": True},
)


def visits() -> Iterator[VisitFacts]:
    """Every kind of visit at home by benefit, level and place; stays, chronic diseases and care away from home."""
    plain = VisitFacts("chronic", "level3", chronic_kind="class1")
    for benefit, level, place in product(WORDS["benefit"], WORDS["level"], WORDS["place"]):
        yield replace(plain, benefit=benefit, level=level, place=place)
    for kind, level in product(WORDS["chronic_kind"], WORDS["level"]):
        yield replace(plain, level=level, chronic_kind=kind)
    for benefit, filing, reach in product(WORDS["benefit"], WORDS["filing"][1:], WORDS["reach"][1:]):
        yield replace(plain, benefit=benefit, filing=filing, reach=reach)
    for filing, admission in product(WORDS["filing"], (2, 3)):
        yield replace(plain, benefit="inpatient", filing=filing, admission=admission)


def cases() -> Iterator[tuple[PersonFacts, VisitFacts]]:
    """Everybody by category on every visit; who differs in a less common fact by benefit and level."""
    for scheme, categories in CATEGORIES.items():
        for category, visit in product(categories, visits()):
            yield PersonFacts(scheme=scheme, category=category, age=45, **KNOWN), visit
    for (scheme, category), other in product([("employee", "retired"), ("resident", "adult")], LESS_COMMON):
        person = PersonFacts(**{"scheme": scheme, "category": category, "age": 66, **KNOWN, **other})
        for benefit, level in product(WORDS["benefit"], WORDS["level"]):
            yield person, VisitFacts(benefit, level, chronic_kind="class2")


def is_sound(view: PolicyView, person: PersonFacts, visit: VisitFacts) -> bool:
    """Whether there is a plan, or a refusal by a listed gap or by the name of a fact that really is not known."""
    planned = plan_for(view, person, visit)
    if isinstance(planned, Plan):
        return True
    if planned.code == "UNKNOWN_RULE" and planned.facts["why"] == "fact_missing":
        return not set(planned.facts["missing"].split(", ")) & facts_of(person, visit).keys()
    return planned.code == "UNKNOWN_RULE" and planned.facts["why"] == "gap"


def unsound(region: str, days: Iterable[date]) -> list[tuple[date, PersonFacts, VisitFacts]]:
    """The cases of some days that have neither a plan nor a reason why not."""
    asked = tuple(cases())
    return [
        (day, person, visit)
        for day in days
        for person, visit in asked
        if not is_sound(view_for(region, day), person, visit)
    ]


@pytest.mark.parametrize("region", REGIONS)
def test_every_person_has_a_plan_for_every_visit_or_a_listed_gap_on_two_days(region: str) -> None:
    """The first day and one in the middle; every day of change is asked by the nightly run."""
    days = sweep_days(region)
    assert unsound(region, (days[0], days[len(days) // 2])) == []


@pytest.mark.slow
@pytest.mark.parametrize("region", REGIONS)
def test_every_person_has_a_plan_for_every_visit_or_a_listed_gap_on_every_day_of_change(region: str) -> None:
    assert unsound(region, sweep_days(region)) == []
