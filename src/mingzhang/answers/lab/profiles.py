"""Which claims a policy view cannot tell apart: they share a profile, and so a plan for each admission.

A view tells words and flags apart as they are, and numbers only by the steps its rules are written in: an age of 61
and one of 64 are the same to rules that ask "from 60" and "from 70". Where a rule calculates with a number, each of
its values is a profile of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mingzhang.answers.lab.columns import FACTS, FLAG_FACTS, NUMBER_FACTS, WORD_FACTS
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.policy.facts import WORDS, Span, When
from mingzhang.rules.settlement.templates import read_when

Fact = str | int | bool | None

# Steps of a plan template that calculate with a number; all other steps look only at figures.
CALCULATES = {"plus_per_year": "age", "minus_per_admission": "admission", "part_of_year": "covered_months"}
LOOKS_UP = frozenset({"plus", "minus", "times", "own_share_times", "replace"})


class Distinctions:
    """How far a view's rules tell numbers apart."""

    def __init__(self, view: PolicyView) -> None:
        self._starts: dict[str, set[int]] = {name: set() for name in (*NUMBER_FACTS, "admission")}
        for when in _tests(view):
            for name, test in when.items():
                if isinstance(test, Span) and name in self._starts:
                    self._starts[name] |= {test.first, *([] if test.below is None else [test.below])} - {0}
        self.calculated = frozenset(CALCULATES[step] for step in _steps(view) if step not in LOOKS_UP)

    def starts(self, name: str) -> tuple[int, ...]:
        """The values from which rules tell a number from those below, rising."""
        return tuple(sorted(self._starts[name]))


def _tests(view: PolicyView) -> Iterator[When]:
    """Every test that a rule or plan of the view puts to facts."""
    for parameter in map(view.parameter, view.keys()):
        yield parameter.applies
        yield from (gap.when for gap in parameter.gaps)
        yield from (cell.when for cell in view.cells(parameter.key))
    for template in view.plans:
        yield from (read_when(node["when"]) for node in _nodes(template.data) if "when" in node)


def _steps(view: PolicyView) -> set[str]:
    """Every kind of step that a plan of the view takes from a figure."""
    return {str(node["do"]) for template in view.plans for node in _nodes(template.data) if "do" in node}


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping inside a template's raw data."""
    if isinstance(data, Mapping):
        yield data
        yield from (node for value in data.values() for node in _nodes(value))
    elif isinstance(data, Iterable) and not isinstance(data, str):
        yield from (node for value in data for node in _nodes(value))


def profiles_of(claims: pa.Table, distinctions: Distinctions) -> tuple[np.ndarray, list[dict[str, Fact]]]:
    """The profile of each claim as a number, and the facts of each profile.

    A number's fact is the lowest value that rules do not tell from the claim's own.
    """
    key = np.zeros(claims.num_rows, np.int64)
    ranges: list[tuple[str, list[Fact]]] = []
    for name in FACTS:
        if name in claims.column_names:
            codes, values = _coded(claims[name], name, distinctions)
            key *= len(values)
            key += codes
            ranges.append((name, values))
    coded = pa.array(key).dictionary_encode()
    return coded.indices.to_numpy(), [_facts(number, ranges) for number in coded.dictionary.to_pylist()]


def _facts(key: int, ranges: list[tuple[str, list[Fact]]]) -> dict[str, Fact]:
    """The facts behind a key: a number whose digits are the places of the facts' values."""
    facts: dict[str, Fact] = {}
    for name, values in reversed(ranges):
        key, place = divmod(key, len(values))
        facts[name] = values[place]
    return facts


def _coded(column: pa.ChunkedArray, name: str, distinctions: Distinctions) -> tuple[np.ndarray, list[Fact]]:
    """A fact's column as places in a list of values; the first place is for what is not given."""
    if name in WORD_FACTS:
        words = (
            column.combine_chunks()
            if pa.types.is_dictionary(column.type)
            else column.combine_chunks().dictionary_encode()
        )
        places = np.array([1 + WORDS[name].index(word) for word in words.dictionary.to_pylist()] or [0], np.int64)
        return _filled(places[pc.fill_null(words.indices, 0).to_numpy()], column), [None, *WORDS[name]]
    if name in FLAG_FACTS:
        return column.to_numpy().astype(np.int64), [False, True]
    numbers = pc.fill_null(column, 0).to_numpy()
    if name in distinctions.calculated:
        return _filled(1 + numbers.astype(np.int64), column), [None, *range(int(numbers.max(initial=0)) + 1)]
    starts = distinctions.starts(name)
    places = np.ones(len(numbers), np.int64)
    for start in starts:
        places += numbers >= start
    return _filled(places, column), [None, 0, *starts]


def _filled(places: np.ndarray, column: pa.ChunkedArray) -> np.ndarray:
    """The places, with the first for values that are not given."""
    return np.where(column.is_null().to_numpy(), 0, places) if column.null_count else places
