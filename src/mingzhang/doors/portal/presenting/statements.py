"""The statement's sentences, each put under the step of the bill that it explains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from mingzhang.answers.why.words import Language
from mingzhang.doors.portal.presenting.rules import RuleLink, rule_link
from mingzhang.rules.settlement import Outcome, StatementLine, statement

STEPS = {
    "TOTAL": "total",
    "FIRST_PAY": "first_self",
    "DEDUCTIBLE": "deductible",
    "ACCOUNT": "account",
    "FAMILY": "family",
    "CASH": "cash",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence under a step, with the rule that it rests on."""

    text: str
    rule: RuleLink | None = None


def told_by_step(outcome: Outcome, region: str, on: date, language: Language) -> dict[str, tuple[Told, ...]]:
    """The sentences of a settlement's statement by the name of the step; a fund's step has the fund's name."""
    found: dict[str, list[Told]] = defaultdict(list)
    for line in statement(outcome, language):
        rule = rule_link(line.citations[0], region, on) if line.citations else None
        for step in _steps(line):
            found[step].append(Told(line.text, rule))
    return {step: tuple(sentences) for step, sentences in found.items()}


def _steps(line: StatementLine) -> tuple[str, ...]:
    """Where a line belongs: a step of its own, or the fund or funds that it speaks of."""
    if line.code in STEPS:
        return (STEPS[line.code],)
    funds = line.figures.get("fund") or line.figures.get("funds") or ""
    return tuple(str(funds).split())
