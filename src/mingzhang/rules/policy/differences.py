"""What changed between two views of a region, figure by figure: from what to what, for whom, since when, by which text.

Pure: views in, records out. `telling.py` says the records in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mingzhang.rules.policy.boxes import domain, joined, left_of
from mingzhang.rules.policy.facts import When, can_overlap, meet
from mingzhang.rules.policy.parameters import Gap, Parameter
from mingzhang.rules.policy.records import Ruled
from mingzhang.rules.policy.view import PolicyView

Kind = Literal["new", "changed", "ended", "unknown", "known", "recited"]
State = Ruled | Gap | None


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is different for some people, or known no longer, or known at last.

    `whens` says for whom (any of them; an empty one means everybody). `kind` is `new` (there was no such rule),
    `changed`, `ended` (there is no such rule any more), `unknown` (a listed gap opened), `known` (a gap closed) or
    `recited` (the same value by another document or in another state). `ended_by` names the document that ended it.
    """

    key: str
    name_zh: str
    name_en: str
    kind: Kind
    whens: tuple[When, ...]
    before: State
    after: State
    ended_by: str = ""

    @property
    def topic(self) -> str:
        """The topic of the figure."""
        return self.key.partition(".")[0]


def differences(before: PolicyView, after: PolicyView, topic: str = "") -> tuple[Change, ...]:
    """Every change of figures from one view to another, by key; of one topic or one key when it is named."""
    keys = sorted({*before.keys(), *after.keys()})
    return tuple(
        change
        for key in keys
        if topic in ("", key, key.partition(".")[0])
        for change in _changes_of(key, before, after)
    )


def _changes_of(key: str, before: PolicyView, after: PolicyView) -> Iterable[Change]:
    """The changes of one key, with everybody who meets the same change in one record."""
    old, new = _contents(before, key), _contents(after, key)
    groups: list[tuple[State, State, list[When]]] = []
    for was, now, when in _transitions(old, new):
        if _kind(was, now) is None:
            continue
        group = next((boxes for one, other, boxes in groups if (one, other) == (was, now)), None)
        if group is None:
            groups.append((was, now, [when]))
        else:
            group.append(when)
    view = after if after.declares(key) else before
    named = view.parameter(key)
    for was, now, boxes in groups:
        kind = _kind(was, now)
        assert kind is not None, "only transitions that change something are grouped"
        ended_by = _ended_by(named, after, boxes) if now is None else ""
        yield Change(key, named.name_zh, named.name_en, kind, joined(boxes), was, now, ended_by)


def _contents(view: PolicyView, key: str) -> tuple[tuple[When, Ruled | Gap], ...]:
    """What a key gives on the view's day in boxes that do not meet: values first, then the listed gaps."""
    if not view.declares(key):
        return ()
    parameter = view.parameter(key)
    meant = domain(parameter)
    found: list[tuple[When, Ruled | Gap]] = [
        (box, cell.ruled) for cell in view.cells(key) if (box := meet(meant, cell.when)) is not None
    ]
    for gap in parameter.gaps:
        whole = meet(meant, gap.when) if gap.holds(view.day) else None
        if whole is not None:
            found += [(box, gap) for box in left_of(whole, [when for when, _ in found])]
    return tuple(found)


def _transitions(
    old: Iterable[tuple[When, Ruled | Gap]], new: Iterable[tuple[When, Ruled | Gap]]
) -> Iterable[tuple[State, State, When]]:
    old, new = tuple(old), tuple(new)
    for box, was in old:
        for other, now in new:
            common = meet(box, other)
            if common is not None:
                yield was, now, common
        yield from ((was, None, left) for left in left_of(box, [other for other, _ in new]))
    for other, now in new:
        yield from ((None, now, left) for left in left_of(other, [box for box, _ in old]))


def _kind(was: State, now: State) -> Kind | None:
    """What sort of change it is; None for no change, and for what was not known and is not known."""
    if isinstance(now, Gap):
        return None if isinstance(was, Gap) else "unknown"
    if now is None:
        return None if isinstance(was, Gap) else "ended"
    if isinstance(was, Gap):
        return "known"
    if was is None:
        return "new"
    if (was.value, was.unit) != (now.value, now.unit):
        return "changed"
    return "recited" if _proof(was) != _proof(now) else None


def _proof(ruled: Ruled) -> tuple[str, str, str]:
    return ruled.citation.source, ruled.citation.article, ruled.citation.state


def _ended_by(parameter: Parameter, after: PolicyView, boxes: Iterable[When]) -> str:
    """The document of the ending that is in force; empty when only a gap ended."""
    endings = [entry for entry in parameter.entries if entry.ends and entry.starts <= after.day]
    meant = [entry for entry in endings if any(can_overlap(entry.scope, box) for box in boxes)]
    return max(meant, key=lambda entry: entry.starts).source if meant else ""
