"""How much is known, and how well: rows by region, topic and year, without rounding up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from mingzhang.rules.policy.facts import WORDS, Among
from mingzhang.rules.policy.loading import NATIONAL
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.records import PlanTemplate
from mingzhang.rules.policy.registry import packs
from mingzhang.rules.policy.wording import describe_facts

NATIONAL_NAME = "全国"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One topic of one region (or `national`): how many values stand in it, by state, and how many listed gaps.

    `name` is the region's Chinese name, 全国 for the national entries.
    """

    region: str
    name: str
    topic: str
    values: int
    verified: int
    transcribed: int
    assumed: int
    gaps: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """One topic of one region in one year: the values in force on any day of it, by state, and the gaps open in it."""

    region: str
    name: str
    topic: str
    year: int
    verified: int
    transcribed: int
    assumed: int
    gaps: int


@dataclass(frozen=True, slots=True)
class ListedGap:
    """One gap of one region: from a day until but without a day, for which facts, what is missing and who has it."""

    region: str
    key: str
    starts: date | None
    until: date | None
    facts: str
    missing: str
    who: str


def listed_gaps() -> tuple[ListedGap, ...]:
    """Every gap of every region: by key those of its figures, then the ways of paying that are not known."""
    return tuple(
        gap
        for code, pack in sorted(packs().regions.items())
        for gap in (*_gaps_of_figures(code, pack.parameters), *_gaps_of_plans(code, pack.plans))
    )


def _gaps_of_figures(code: str, parameters: Mapping[str, Parameter]) -> Iterator[ListedGap]:
    for key, parameter in sorted(parameters.items()):
        for gap in parameter.gaps:
            people = describe_facts({**parameter.applies, **gap.when})
            yield ListedGap(code, key, gap.starts, gap.until, people, gap.missing, gap.who)


def _gaps_of_plans(code: str, plans: Iterable[PlanTemplate]) -> Iterator[ListedGap]:
    for plan in filter(_is_unknown, plans):
        starts = None if plan.starts == date.min else plan.starts
        people = describe_facts(plan.when)
        yield ListedGap(code, f"plans.{plan.name}", starts, plan.until, people, plan.missing, plan.who)


def coverage_table() -> tuple[CoverageRow, ...]:
    """Every region's topics in order of code, the national entries last."""
    return tuple(
        CoverageRow(
            region=found.region,
            name=found.name,
            topic=found.topic,
            values=sum(states.values()),
            verified=states["verified"],
            transcribed=states["transcribed"],
            assumed=states["assumed"],
            gaps=gaps,
        )
        for found in _topics()
        for states, gaps in [_counted(found)]
    )


def covered_years() -> range:
    """The years worth showing: from the first day that any pack answers to the last year in which a figure starts."""
    loaded = packs().regions.values()
    parameters = chain.from_iterable(pack.parameters.values() for pack in loaded)
    last = max(entry.starts.year for parameter in parameters for entry in parameter.entries if not entry.ends)
    return range(min(pack.info.covers_from.year for pack in loaded), last + 1)


def coverage_by_year() -> tuple[YearRow, ...]:
    """Every region's topics year by year, in the order of `coverage_table`."""
    years = covered_years()
    return tuple(
        YearRow(
            region=found.region,
            name=found.name,
            topic=found.topic,
            year=year,
            verified=states["verified"],
            transcribed=states["transcribed"],
            assumed=states["assumed"],
            gaps=gaps,
        )
        for found in _topics()
        for year in years
        for states, gaps in [_counted(found, year)]
    )


@dataclass(frozen=True, slots=True)
class _Topic:
    """One topic of one region: its parameters, and the ways of paying under it that are not known."""

    region: str
    name: str
    topic: str
    parameters: tuple[Parameter, ...]
    unknown_plans: tuple[PlanTemplate, ...]


def _topics() -> Iterator[_Topic]:
    """Every topic of every region, the national ones last."""
    loaded = packs()
    for code, pack in sorted(loaded.regions.items()):
        yield from _topics_of(code, pack.info.name_zh, pack.parameters, pack.plans)
    yield from _topics_of(NATIONAL, NATIONAL_NAME, loaded.national, ())


def _topics_of(
    region: str, name: str, parameters: Mapping[str, Parameter], plans: tuple[PlanTemplate, ...]
) -> Iterator[_Topic]:
    unknown = [(topic, plan) for plan in filter(_is_unknown, plans) for topic in _topics_of_plan(plan)]
    for topic in sorted({key.partition(".")[0] for key in parameters} | {topic for topic, _ in unknown}):
        yield _Topic(
            region=region,
            name=name,
            topic=topic,
            parameters=tuple(one for key, one in parameters.items() if key.startswith(f"{topic}.")),
            unknown_plans=tuple(plan for other, plan in unknown if other == topic),
        )


def _is_unknown(plan: PlanTemplate) -> bool:
    return bool(plan.missing)


def _topics_of_plan(plan: PlanTemplate) -> tuple[str, ...]:
    """The topics of the benefits that a plan pays; a pharmacy is counted with outpatient care."""
    test = plan.when.get("benefit")
    benefits = WORDS["benefit"] if not isinstance(test, Among) else tuple(sorted(map(str, test.values)))
    return tuple(dict.fromkeys("outpatient" if benefit == "pharmacy" else benefit for benefit in benefits))


def _counted(found: _Topic, year: int | None = None) -> tuple[Counter[str], int]:
    """How many values in each state, and how many gaps; of one year when it is given."""
    states: Counter[str] = Counter()
    gaps = sum(year is None or _touches(plan.starts, plan.until, year) for plan in found.unknown_plans)
    for parameter in found.parameters:
        entries = parameter.entries if year is None else parameter.entries_in(date(year, 1, 1), date(year + 1, 1, 1))
        states.update(value.ruled.citation.state for entry in entries for value in entry.values)
        gaps += sum(year is None or _touches(gap.starts, gap.until, year) for gap in parameter.gaps)
    return states, gaps


def _touches(starts: date | None, until: date | None, year: int) -> bool:
    """Whether a stretch from a day until but without a day has some day of the year."""
    return (starts is None or starts.year <= year) and (until is None or until > date(year, 1, 1))
