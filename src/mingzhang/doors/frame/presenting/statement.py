"""A settlement as its page shows it: the picture, and the statement line by line with the rules behind each figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting.rules import RuleLink, rule_link
from mingzhang.rules.settlement import Outcome, StatementLine, picture, statement

NOTHING_PAID = {"NOT_PAID"}
MAY_PAY_NOTHING = {"ACCOUNT", "FAMILY"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line: its sentence, the rules that it rests on, what more is known, and whether a payer paid nothing."""

    code: str
    text: str
    rules: tuple[RuleLink, ...]
    more: tuple[str, ...]
    paid_nothing: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """The picture as SVG text, and the lines in order."""

    picture: str
    lines: tuple[Told, ...]


def statement_view(
    outcome: Outcome, region: str, on: date, language: Language, more: dict[str, tuple[str, ...]] | None = None
) -> StatementView:
    """Present a settlement under a region's rules of a day; `more` are further sentences by the code of their line."""
    further = more or {}
    lines = tuple(_told(line, region, on, further.get(line.code, ())) for line in statement(outcome, language))
    return StatementView(picture(outcome, language), lines)


def _told(line: StatementLine, region: str, on: date, more: tuple[str, ...]) -> Told:
    nothing = line.code in NOTHING_PAID or (line.code in MAY_PAY_NOTHING and line.figures["paid_fen"] == 0)
    return Told(line.code, line.text, _rules(line, region, on), more, nothing)


def _rules(line: StatementLine, region: str, on: date) -> tuple[RuleLink, ...]:
    """The rules of a line, each figure once."""
    return tuple({citation.key: rule_link(citation, region, on) for citation in line.citations}.values())
