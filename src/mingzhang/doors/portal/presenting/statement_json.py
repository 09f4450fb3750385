"""A settlement, or the refusal to calculate one, as JSON in the shape that `docs/statement.md` describes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import JsonResponse

from mingzhang.answers.why.words import refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.frame.presenting.rules import rule_address
from mingzhang.rules.settlement import Outcome, told

REFUSED = 422


def statement_json(outcome: Outcome | Refusal, region: str, on: date, number: str | None = None) -> JsonResponse:
    """The answer for one settlement; each citation has the address of the figure's page."""
    head = {"region": region, "day": on.isoformat()}
    if isinstance(outcome, Refusal):
        return _json({**head, "refusal": refusal_data(outcome)}, REFUSED)
    data = told(outcome)
    for line in data["lines"]:
        for citation in line["citations"]:
            citation["url"] = rule_address(citation["key"], region, on)
    return _json({**head, "number": number, **data})


def refusal_data(refusal: Refusal) -> dict[str, Any]:
    """A refusal with its facts and its words in both languages."""
    chinese, english = refusal_words(refusal, "zh"), refusal_words(refusal, "en")
    return {
        "code": refusal.code,
        "facts": dict(refusal.facts),
        "what": {"zh": chinese.what, "en": english.what},
        "do": {"zh": chinese.do, "en": english.do},
    }


def _json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
