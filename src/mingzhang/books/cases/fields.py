"""The fields of an application: read from what was typed, and checked before they are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases.kinds import FieldRule, Form
from mingzhang.books.cases.records import Fact, Facts

LONGEST_TEXT = 100
LONGEST_LONG_TEXT = 1000
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def read_facts(form: Form, typed: Mapping[str, str]) -> Facts | Refusal:
    """The facts of a form from its texts; a day is YYYY-MM-DD, money is in yuan.

    Refuses FIELD_INVALID and FIELD_MISSING with the field's name; fields that it does not have are left out.
    """
    facts: dict[str, Fact] = {}
    for rule in form.fields:
        text = typed.get(rule.name, "").strip()
        if not text:
            continue
        try:
            facts[rule.name] = _READERS[rule.kind](text)
        except ValueError:
            return Refusal("FIELD_INVALID", {"field": rule.name, "title": rule.title.zh})
    return facts_fault(form, facts) or facts


def facts_fault(form: Form, facts: Facts) -> Refusal | None:
    """What is wrong with the facts of a form: FIELD_UNKNOWN, FIELD_MISSING or FIELD_INVALID with the name."""
    rules = {rule.name: rule for rule in form.fields}
    for name in facts:
        if name not in rules:
            return Refusal("FIELD_UNKNOWN", {"field": name}, "never")
    for name, rule in rules.items():
        value = facts.get(name)
        if value is None or value == "":
            if rule.required:
                return Refusal("FIELD_MISSING", {"field": name, "title": rule.title.zh})
        elif not _fits(rule, value):
            return Refusal("FIELD_INVALID", {"field": name, "title": rule.title.zh})
    return None


def _fits(rule: FieldRule, value: Fact) -> bool:
    """Whether a value is of the field's kind, and one of its choices where it has some."""
    if rule.kind in ("fen", "percent", "number"):
        return type(value) is int and value >= 0
    if rule.kind == "yes_no":
        return isinstance(value, bool)
    if not isinstance(value, str):
        return False
    if rule.kind == "choice":
        return value in {choice.value for choice in rule.choices}
    try:
        return _READERS[rule.kind](value) == value
    except ValueError:
        return False


def _text(text: str, longest: int = LONGEST_TEXT) -> str:
    if len(text) > longest or _UNSEEN.search(text):
        raise ValueError("too long, or with characters that nobody sees")
    return text


def _long_text(text: str) -> str:
    return _text(text.replace("\r\n", "\n"), LONGEST_LONG_TEXT)


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("a day is written YYYY-MM-DD")
    return text


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise ValueError("a month is written YYYY-MM")
    return text


def _yes_no(text: str) -> bool:
    return {"yes": True, "no": False, "on": True}.get(text, False)


_READERS: Mapping[str, Callable[[str], Fact]] = MappingProxyType(
    {
        "text": _text,
        "long_text": _long_text,
        "sealed": _text,
        "day": _day,
        "month": _month,
        "fen": to_fen,
        "percent": to_basis_points,
        "number": int,
        "choice": _text,
        "yes_no": _yes_no,
    }
)
