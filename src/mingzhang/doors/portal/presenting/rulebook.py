"""A rule as a page prints it: what it gives to whom on a day, which document says so, how well that is proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting import dates, words
from mingzhang.rules.policy import PolicyView, describe_facts, write_printed
from mingzhang.rules.policy.facts import When
from mingzhang.rules.policy.parameters import Gap, Parameter, Value
from mingzhang.rules.policy.records import Conflict


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Values by one document: for whom and how much each; since when, article, state, notes and disagreements."""

    values: tuple[tuple[str, str], ...]
    since: str
    document: str
    article: str
    also: tuple[str, ...]
    state: str | Promise
    state_code: str
    proved: bool
    note: str
    confirmed: str
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class GapRow:
    """One hole that is open on the day: for whom, which document is missing, who has it."""

    applies: str
    missing: str
    who: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A parameter on a day: its values, its open gaps, and the days on which it changes, as ISO days and in words."""

    key: str
    name: str
    groups: tuple[RuleGroup, ...]
    gaps: tuple[GapRow, ...]
    changes: tuple[tuple[str, str], ...]


def rule_view(view: PolicyView, key: str, language: Language) -> RuleView:
    """Present a declared parameter as it holds on the view's day."""
    parameter = view.parameter(key)
    changes = sorted(day for day in parameter.change_dates() if day != date.min)
    return RuleView(
        key=key,
        name=parameter_name(parameter, language),
        groups=tuple(_groups(parameter, view.cells(key), language)),
        gaps=tuple(_gap(parameter, gap, language) for gap in parameter.gaps if gap.holds(view.day)),
        changes=tuple((day.isoformat(), dates.day(day, language)) for day in changes),
    )


def parameter_name(parameter: Parameter, language: Language) -> str:
    """What a parameter is called."""
    return parameter.name_en if language == "en" else parameter.name_zh


def _groups(parameter: Parameter, cells: Iterable[Value], language: Language) -> Iterator[RuleGroup]:
    """The values, those with the same source and remarks together, in the order of the pack."""
    together: dict[tuple[object, ...], list[Value]] = {}
    for cell in cells:
        remarks = (cell.ruled.citation, cell.also, cell.confirmed, cell.conflict)
        together.setdefault(remarks, []).append(cell)
    for sharing in together.values():
        yield _group(parameter, sharing, language)


def _group(parameter: Parameter, cells: Sequence[Value], language: Language) -> RuleGroup:
    first, citation = cells[0], cells[0].ruled.citation
    return RuleGroup(
        values=tuple(
            (_applies(parameter, cell.when, language), write_printed(cell.ruled.value, cell.ruled.unit, language))
            for cell in cells
        ),
        since=dates.day(date.fromisoformat(citation.starts), language),
        document=citation.document,
        article=citation.article,
        also=first.also,
        state=words.RULE_STATES[citation.state],
        state_code=citation.state,
        proved=citation.state == "verified",
        note=citation.note,
        confirmed=first.confirmed,
        conflict=first.conflict,
    )


def _applies(parameter: Parameter, when: When, language: Language) -> str:
    """For whom a value or a gap is, in words."""
    return describe_facts({**parameter.applies, **when}, language) or str(words.EVERYBODY)


def _gap(parameter: Parameter, gap: Gap, language: Language) -> GapRow:
    return GapRow(_applies(parameter, gap.when, language), gap.missing, gap.who)
