"""A reform: figures that an analyst sets in place of a pack's, and the view that results.

An override names a key, for whom it holds and the new figure. It replaces every cell that it covers, cuts those that
it covers in part, and may give a figure to a listed gap, which is then assumed like everything a reform says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mingzhang.rules.policy.boxes import left_of
from mingzhang.rules.policy.facts import When, meet
from mingzhang.rules.policy.parameters import Value, scope_name
from mingzhang.rules.policy.records import Ruled
from mingzhang.rules.policy.view import PolicyView, segment_of

SOURCE = "reform"


@dataclass(frozen=True, slots=True)
class Override:
    """One figure of a reform: the key, the facts it holds for, and the value with its citation."""

    key: str
    when: When
    ruled: Ruled


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform as an analyst wrote it; `starts` is the day it would take effect, where the file names one."""

    name: str
    file: str
    starts: date | None
    overrides: tuple[Override, ...]


def reformed(view: PolicyView, overrides: Iterable[Override]) -> PolicyView:
    """The view with the overrides in force; its digest differs as soon as one figure does.

    They must belong to the view (`read_reform` sees to it): known keys, no two for the same key and facts.
    """
    cells = dict(view.segment.cells)
    for override in overrides:
        cells[override.key] = tuple(_overridden(view, override, cells.get(override.key, ())))
    segment = view.segment
    return PolicyView(view.region, view.day, segment_of(segment.parameters, cells, segment.plans))


def touches(view: PolicyView, override: Override) -> bool:
    """Whether an override meets any figure or listed gap of the view."""
    return any(True for _ in _met(view, override, view.cells(override.key)))


def _overridden(view: PolicyView, override: Override, cells: tuple[Value, ...]) -> Iterator[Value]:
    """The cells of a key once an override is in force: what it leaves of them, then its own figure."""
    for cell in cells:
        for when in left_of(cell.when, (override.when,)):
            yield Value(when, cell.ruled)
    made = {scope_name(when): when for when in _met(view, override, cells)}
    for when in made.values():
        yield Value(when, override.ruled)


def _met(view: PolicyView, override: Override, cells: tuple[Value, ...]) -> Iterator[When]:
    """The part of each cell, and of each gap open on the day, for which the override holds."""
    parameter = view.parameter(override.key)
    if meet(parameter.applies, override.when) is None:
        return
    answered = (cell.when for cell in cells)
    listed = (gap.when for gap in parameter.gaps if gap.holds(view.day))
    for when in (*answered, *listed):
        met = meet(when, override.when)
        if met is not None:
            yield met
