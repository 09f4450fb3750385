"""How much is known, and how well: one row a region and topic, without rounding up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.registry import packs
from mingzhang.rules.policy.wording import describe_facts

NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One topic of one region (or `national`): how many values stand in it, by state, and how many listed gaps."""

    region: str
    topic: str
    values: int
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
    loaded = packs()
    groups = [*((code, pack.parameters) for code, pack in sorted(loaded.regions.items())), (NATIONAL, loaded.national)]
    return tuple(row for region, parameters in groups for row in _rows(region, parameters))


def _rows(region: str, parameters: Mapping[str, Parameter]) -> list[CoverageRow]:
    states: Counter[tuple[str, str]] = Counter()
    gaps: Counter[str] = Counter()
    for key, parameter in parameters.items():
        topic = key.partition(".")[0]
        gaps[topic] += len(parameter.gaps)
        for entry in parameter.entries:
            states.update((topic, value.ruled.citation.state) for value in entry.values)
    return [
        CoverageRow(
            region=region,
            topic=topic,
            values=sum(count for (name, _), count in states.items() if name == topic),
            verified=states[topic, "verified"],
            transcribed=states[topic, "transcribed"],
            assumed=states[topic, "assumed"],
            gaps=gaps[topic],
        )
        for topic in sorted(gaps)
    ]
