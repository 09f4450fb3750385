"""A rule as a page prints it: what it gives to whom on a day, which document says so, how well that is proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from mingzhang.answers.why.words import Language
from mingzhang.doors.portal.presenting import dates, words
from mingzhang.rules.policy import PolicyView, describe_facts, write_printed
from mingzhang.rules.policy.parameters import Gap, Parameter, Value
from mingzhang.rules.policy.records import Conflict


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One value: for whom, how much, since when, from which article, in which state, with notes and disagreements."""

    applies: str
    value: str
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
    """A parameter on a day: its rows, its open gaps, and the days on which it changes, as ISO days and in words."""

    key: str
    name: str
    rows: tuple[RuleRow, ...]
    gaps: tuple[GapRow, ...]
    changes: tuple[tuple[str, str], ...]


def rule_view(view: PolicyView, key: str, language: Language) -> RuleView:
    """Present a declared parameter as it holds on the view's day."""
    parameter = view.parameter(key)
    changes = sorted(day for day in parameter.change_dates() if day != date.min)
    return RuleView(
        key=key,
        name=parameter_name(parameter, language),
        rows=tuple(_row(parameter, cell, language) for cell in view.cells(key)),
        gaps=tuple(_gap(parameter, gap, language) for gap in parameter.gaps if gap.holds(view.day)),
        changes=tuple((day.isoformat(), dates.day(day, language)) for day in changes),
    )


def parameter_name(parameter: Parameter, language: Language) -> str:
    """What a parameter is called."""
    return parameter.name_en if language == "en" else parameter.name_zh


def _row(parameter: Parameter, cell: Value, language: Language) -> RuleRow:
    citation = cell.ruled.citation
    return RuleRow(
        applies=describe_facts({**parameter.applies, **cell.when}, language) or str(words.EVERYBODY),
        value=write_printed(cell.ruled.value, cell.ruled.unit, language),
        since=dates.day(date.fromisoformat(citation.starts), language),
        document=citation.document,
        article=citation.article,
        also=cell.also,
        state=words.RULE_STATES[citation.state],
        state_code=citation.state,
        proved=citation.state == "verified",
        note=citation.note,
        confirmed=cell.confirmed,
        conflict=cell.conflict,
    )


def _gap(parameter: Parameter, gap: Gap, language: Language) -> GapRow:
    applies = describe_facts({**parameter.applies, **gap.when}, language) or str(words.EVERYBODY)
    return GapRow(applies, gap.missing, gap.who)
