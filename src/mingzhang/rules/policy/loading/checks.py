"""What must hold between the entries of a parameter, and between stacked bands of a topic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import combinations, pairwise

from mingzhang.rules.policy.facts import can_overlap
from mingzhang.rules.policy.loading.lines import Document, Where
from mingzhang.rules.policy.parameters import Entry, Parameter, scope_name

_STACKED = re.compile(r"(?P<stem>.+_top)(?P<step>[1-9])")


def check_parameter(document: Document, where: Where, parameter: Parameter) -> None:
    """Report entries that start twice or end twice, and facts that two cells, or a cell and a gap, both answer."""
    timelines: dict[str, list[tuple[int, Entry]]] = {}
    for index, entry in enumerate(parameter.entries):
        timelines.setdefault(scope_name(entry.scope), []).append((index, entry))
    for timeline in timelines.values():
        _check_timeline(document, where, timeline)
    reported: set[str] = set()
    for day in sorted(parameter.change_dates()):
        _check_day(document, where, parameter, day, reported)


def _check_timeline(document: Document, where: Where, timeline: list[tuple[int, Entry]]) -> None:
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


def _check_day(document: Document, where: Where, parameter: Parameter, day: date, reported: set[str]) -> None:
    cells = parameter.values_on(day)
    for one, other in combinations(cells, 2):
        pair = f"{scope_name(one.when)} / {scope_name(other.when)}"
        if can_overlap(one.when, other.when) and pair not in reported:
            reported.add(pair)
            document.report(where, "CELLS_OVERLAP", f"{day} 两格都适用：{pair}。 Two cells hold at once.")
    for gap in parameter.gaps:
        for cell in cells:
            pair = f"{scope_name(gap.when)} / {scope_name(cell.when)}"
            if gap.holds(day) and can_overlap(gap.when, cell.when) and pair not in reported:
                reported.add(pair)
                document.report(where, "GAP_HAS_VALUE", f"{day} 缺口处有值：{pair}。 A gap where a value holds.")


def check_stacked_bands(document: Document, parameters: Mapping[str, Parameter]) -> None:
    """Report a band whose top does not lie above the top of the band below it (`..._top1`, `..._top2`)."""
    for key, upper in parameters.items():
        found = _STACKED.fullmatch(key)
        below = parameters.get(f"{found['stem']}{int(found['step']) - 1}") if found else None
        if below is None or {upper.unit, below.unit} != {"yuan"}:
            continue
        for day in sorted(upper.change_dates() | below.change_dates()):
            if any(
                can_overlap(high.when, low.when) and high.ruled.number <= low.ruled.number
                for high in upper.values_on(day)
                for low in below.values_on(day)
            ):
                where = ("parameters", key.partition(".")[2])
                document.report(where, "BANDS_OVERLAP", f"{day} 分段上限不高于下一段。 The bands overlap.")
                break
