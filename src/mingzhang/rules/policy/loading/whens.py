"""The tests of a `when`: words, flags and spans of numbers, each held to the closed list of facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingzhang.rules.policy.facts import FLAGS, NUMBERS, WORDS, Among, Span, Test, When
from mingzhang.rules.policy.loading.lines import Document, Where


def read_when(document: Document, raw: Mapping[str, Any], where: Where) -> When:
    """The tests as written at a place of a document; a word that a fact does not have is reported there."""
    return {name: _test(document, name, given, (*where, name)) for name, given in raw.items()}


def _test(document: Document, name: str, given: Any, where: Where) -> Test:
    if name in FLAGS:
        return Among(frozenset({given}))
    if name in NUMBERS:
        return _span(document, given, where)
    words = frozenset(given if isinstance(given, list) else [given])
    known = words & set(WORDS[name])
    for word in sorted(words - known):
        document.report(where, "FACT_UNKNOWN", f"{name} 没有 {word} 这个取值。 No such {name}.")
    return Among(known)


def _span(document: Document, given: Any, where: Where) -> Span:
    if isinstance(given, int):
        return Span(given, given + 1)
    span = Span(given.get("from", 0), given.get("below"))
    if span.below is not None and span.below <= span.first:
        document.report(where, "SPAN_EMPTY", "区间是空的。 The span holds no number.")
    return span
