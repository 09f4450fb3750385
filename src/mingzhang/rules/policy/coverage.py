"""How much is known, and how well: rows by region, topic and year, without rounding up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mingzhang.rules.policy.parameters import Gap, Parameter
from mingzhang.rules.policy.registry import dates_of, packs
from mingzhang.rules.policy.wording import describe_facts

NATIONAL = "national"
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
    """Every gap of every region, by region and key."""
    return tuple(
        ListedGap(code, key, gap.starts, gap.until, describe_facts(gap.when), gap.missing, gap.who)
        for code, pack in sorted(packs().regions.items())
        for key, parameter in sorted(pack.parameters.items())
        for gap in parameter.gaps
    )


def coverage_table() -> tuple[CoverageRow, ...]:
    """Every region's topics in order of code, the national entries last."""
    return tuple(
        CoverageRow(
            region=region,
            name=name,
            topic=topic,
            values=sum(states.values()),
            verified=states["verified"],
            transcribed=states["transcribed"],
            assumed=states["assumed"],
            gaps=gaps,
        )
        for region, name, topic, parameters in _topics()
        for states, gaps in [_counted(parameters)]
    )


def covered_years() -> range:
    """The years worth showing: from the first day that any pack answers to the last day on which a rule changes."""
    loaded = packs().regions.values()
    first = min(pack.info.covers_from.year for pack in loaded)
    return range(first, max(dates_of(pack)[-1].year for pack in loaded) + 1)


def coverage_by_year() -> tuple[YearRow, ...]:
    """Every region's topics year by year, in the order of `coverage_table`."""
    return tuple(
        YearRow(
            region=region,
            name=name,
            topic=topic,
            year=year,
            verified=states["verified"],
            transcribed=states["transcribed"],
            assumed=states["assumed"],
            gaps=gaps,
        )
        for region, name, topic, parameters in _topics()
        for year in covered_years()
        for states, gaps in [_counted(parameters, year)]
    )


def _topics() -> Iterator[tuple[str, str, str, list[Parameter]]]:
    """Region, its name, topic, and the topic's parameters; the national ones last."""
    loaded = packs()
    for code, pack in sorted(loaded.regions.items()):
        yield from ((code, pack.info.name_zh, *group) for group in _by_topic(pack.parameters))
    yield from ((NATIONAL, NATIONAL_NAME, *group) for group in _by_topic(loaded.national))


def _by_topic(parameters: Mapping[str, Parameter]) -> list[tuple[str, list[Parameter]]]:
    groups: dict[str, list[Parameter]] = {}
    for key, parameter in parameters.items():
        groups.setdefault(key.partition(".")[0], []).append(parameter)
    return sorted(groups.items())


def _counted(parameters: Iterable[Parameter], year: int | None = None) -> tuple[Counter[str], int]:
    """How many values in each state, and how many gaps; of one year when it is given."""
    states: Counter[str] = Counter()
    gaps = 0
    for parameter in parameters:
        entries = parameter.entries if year is None else parameter.entries_in(date(year, 1, 1), date(year + 1, 1, 1))
        states.update(value.ruled.citation.state for entry in entries for value in entry.values)
        gaps += sum(year is None or _touches(gap, year) for gap in parameter.gaps)
    return states, gaps


def _touches(gap: Gap, year: int) -> bool:
    """Whether the gap is open on some day of the year."""
    return (gap.starts is None or gap.starts.year <= year) and (gap.until is None or gap.until > date(year, 1, 1))
