"""A parameter of a pack: one figure through time, with what it applies to, its entries and its listed gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mingzhang.rules.policy.facts import Among, Test, When
from mingzhang.rules.policy.records import Conflict, Ruled


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of an entry: the facts it holds for, what it gives, who says the same, and what sources disagree.

    `confirmed` says why a figure that differs much from its neighbour in time is right.
    """

    when: When
    ruled: Ruled
    also: tuple[str, ...] = ()
    conflict: Conflict | None = None
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything a parameter says from a day on, inside its scope; no values means that it ends on that day.

    Entries of the same scope replace one another; scopes of one parameter do not meet. `source` is the document and
    article that say so.
    """

    starts: date
    scope: When
    values: tuple[Value, ...]
    source: str = ""

    @property
    def ends(self) -> bool:
        """Whether the entry only ends what went before."""
        return not self.values


@dataclass(frozen=True, slots=True)
class Gap:
    """A listed hole: from a day until but without a day, for some facts, what document is missing and who has it."""

    starts: date | None
    until: date | None
    when: When
    missing: str
    who: str

    def holds(self, day: date) -> bool:
        """Whether the hole is open on the day."""
        return (self.starts is None or self.starts <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One key of a pack. `applies` bounds the facts for which it has any meaning."""

    key: str
    name_zh: str
    name_en: str
    unit: str
    applies: When
    entries: tuple[Entry, ...]
    gaps: tuple[Gap, ...]

    def values_on(self, day: date) -> tuple[Value, ...]:
        """What holds on a day: the values of the entries in force, endings giving none."""
        return tuple(value for entry in self.entries_on(day) for value in entry.values)

    def entries_on(self, day: date) -> tuple[Entry, ...]:
        """The entries in force on a day: of each scope the one with the latest start that is not after the day."""
        latest: dict[str, Entry] = {}
        for entry in sorted(self.entries, key=lambda entry: entry.starts):
            if entry.starts <= day:
                latest[scope_name(entry.scope)] = entry
        return tuple(latest.values())

    def entries_in(self, first: date, until: date) -> tuple[Entry, ...]:
        """The entries in force on some day from `first` until but without `until`, endings among them."""
        found: list[Entry] = []
        following: dict[str, date] = {}
        for entry in sorted(self.entries, key=lambda entry: entry.starts, reverse=True):
            ends = following.get(scope_name(entry.scope))
            if entry.starts < until and (ends is None or ends > first):
                found.append(entry)
            following[scope_name(entry.scope)] = entry.starts
        return tuple(reversed(found))

    def change_dates(self) -> frozenset[date]:
        """Every day on which something starts, ends, or a gap opens or closes."""
        bounds = (bound for gap in self.gaps for bound in (gap.starts, gap.until) if bound is not None)
        return frozenset({entry.starts for entry in self.entries}.union(bounds))


def scope_name(when: When) -> str:
    """Tests as one comparable word, the same for the same tests in any order."""
    return "&".join(f"{name}={_test_name(when[name])}" for name in sorted(when))


def _test_name(test: Test) -> str:
    if isinstance(test, Among):
        return "|".join(sorted(map(str, test.values)))
    return f"{test.first}..{'' if test.below is None else test.below}"
