"""What must hold between the entries of a parameter, and between the parameters of a topic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise

from mingzhang.rules.policy.boxes import domain, joined, left_of
from mingzhang.rules.policy.facts import NUMBERS, When, can_overlap
from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.parameters import Entry, Parameter, Value, scope_name
from mingzhang.rules.policy.wording import describe_facts, write_printed

_STACKED = re.compile(r"(?P<stem>.+_top)(?P<step>[1-9])")
Numbered = list[tuple[int, Entry]]


def check_parameter(document: Document, where: Where, parameter: Parameter) -> None:
    """Report what contradicts itself in time or in facts.

    Entries that start or end twice; scopes that meet; two cells, or a cell and a gap, for the same facts; spans of
    numbers between which nobody said anything.
    """
    timelines: dict[str, Numbered] = {}
    for index, entry in enumerate(parameter.entries):
        timelines.setdefault(scope_name(entry.scope), []).append((index, entry))
    for timeline in timelines.values():
        _check_timeline(document, where, timeline)
    for day in sorted(parameter.change_dates()):
        _check_scopes(document, where, parameter, day)
        _check_cells(document, where, parameter, day)
        _check_spans(document, where, parameter, day)


def _check_timeline(document: Document, where: Where, timeline: Numbered) -> None:
    ordered = sorted(timeline, key=lambda item: item[1].starts)
    first_index, first = ordered[0]
    if first.ends:
        words = "还没有开始就结束。 It ends before anything starts."
        document.report((*where, "entries", first_index), "ENDS_BEFORE_START", words)
    for (_, earlier), (index, later) in pairwise(ordered):
        place = (*where, "entries", index)
        if earlier.starts == later.starts:
            document.report(place, "STARTS_TWICE", f"{later.starts} 有两个起始。 Two entries start on one day.")
        if earlier.ends and later.ends:
            document.report(place, "ENDS_TWICE", "已经结束，又结束一次。 It has ended already.")


def _check_scopes(document: Document, where: Where, parameter: Parameter, day: date) -> None:
    for one, other in combinations(parameter.entries_on(day), 2):
        if can_overlap(one.scope, other.scope) and not one.ends and not other.ends:
            pair = f"{_named(one.scope)} / {_named(other.scope)}"
            document.report(where, "SCOPES_MEET", f"两个 for 相交：{pair}。 Two scopes hold for the same people.")


def _check_cells(document: Document, where: Where, parameter: Parameter, day: date) -> None:
    entries = parameter.entries_on(day)
    for entry in entries:
        for one, other in combinations(entry.values, 2):
            if can_overlap(one.when, other.when):
                pair = f"{_named(one.when)} / {_named(other.when)}"
                document.report(where, "CELLS_OVERLAP", f"两格都适用：{pair}。 Two cells hold at once.")
    for gap in parameter.gaps:
        for cell in (value for entry in entries for value in entry.values):
            if gap.holds(day) and can_overlap(gap.when, cell.when):
                pair = f"{_named(gap.when)} / {_named(cell.when)}"
                document.report(where, "GAP_HAS_VALUE", f"缺口处有值：{pair}。 A gap where a value holds.")


def _check_spans(document: Document, where: Where, parameter: Parameter, day: date) -> None:
    """Report ages, stays, months or bands that fall between the spans of the cells and are not listed as a gap.

    Other holes, and days without any cell, are found by the sweep, which knows from when the pack answers.
    """
    whole = domain(parameter)
    cells = [cell.when for cell in parameter.values_on(day)]
    if not cells:
        return
    gaps = [gap.when for gap in parameter.gaps if gap.holds(day)]
    for box in joined(left_of(whole, [*cells, *gaps])):
        between = {name: test for name, test in box.items() if name in NUMBERS and test != whole.get(name)}
        if between:
            document.report(where, "SPANS_LEAVE_HOLE", f"既无值也无缺口：{_named(box)}。 Nothing is said for these.")


def _named(when: When) -> str:
    return describe_facts(when) or "所有人"


def check_topic(document: Document, parameters: Mapping[str, Parameter]) -> None:
    """Report bands whose tops do not rise (`..._top1`, `..._top2`), and caps below the deductible they belong to."""
    for key, parameter in parameters.items():
        stacked = _STACKED.fullmatch(key)
        below = parameters.get(f"{stacked['stem']}{int(stacked['step']) - 1}") if stacked else None
        for day, high, low in _pairs(parameter, below):
            if high.ruled.number <= low.ruled.number:
                words = f"{day} 分段上限不高于下一段：{_figures(high, low)}。 The bands overlap."
                document.report(("parameters", key.partition(".")[2]), "BANDS_OVERLAP", words)
        deductible = parameters.get(f"{key.removesuffix('cap')}deductible") if key.endswith("cap") else None
        for day, cap, least in _pairs(parameter, deductible):
            if cap.ruled.number < least.ruled.number:
                words = f"{day} 限额低于起付标准：{_figures(cap, least)}。 The cap lies below the deductible."
                document.report(("parameters", key.partition(".")[2]), "CAP_BELOW_DEDUCTIBLE", words)


def _pairs(one: Parameter, other: Parameter | None) -> Iterator[tuple[date, Value, Value]]:
    """Amounts of two parameters that hold for the same people, once for each day of change."""
    if other is None or {one.unit, other.unit} != {"yuan"}:
        return
    for day in sorted(one.change_dates() | other.change_dates()):
        yield from (
            (day, upper, lower)
            for upper in one.values_on(day)
            for lower in other.values_on(day)
            if can_overlap(upper.when, lower.when)
        )


def _figures(*values: Value) -> str:
    return " / ".join(write_printed(value.ruled.value, value.ruled.unit) for value in values)
