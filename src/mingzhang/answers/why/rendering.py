"""An explanation as plain values: the form that JSON carries, with the same content as the page."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from mingzhang.answers.why.records import Explanation


def explanation_to_json(explanation: Explanation) -> dict[str, Any]:
    """Every field of an explanation, with all findings in one list; moments are ISO texts, amounts fen."""
    told = {
        field.name: plain(getattr(explanation, field.name))
        for field in fields(explanation)
        if field.name not in {"proved", "unknown", "refuted", "money"}
    }
    money = plain(explanation.money) | {"available_fen": explanation.money.available_fen}
    return told | {"money": money, "findings": [plain(finding) for finding in explanation.findings]}


def plain(value: Any) -> Any:
    """A value of the room as JSON knows it: records as objects, tuples as lists, days and instants as ISO texts."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
