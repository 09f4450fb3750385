"""The statement's sentences, each put under the step of the bill that it explains."""

from __future__ import annotations

from datetime import date

from mingzhang.answers.why.words import Language
from mingzhang.doors.portal.presenting.bill import Told
from mingzhang.rules.settlement import Outcome


def told_by_step(outcome: Outcome, region: str, on: date, language: Language) -> dict[str, tuple[Told, ...]]:
    """The sentences of a settlement's statement by the name of the step."""
    return {}
