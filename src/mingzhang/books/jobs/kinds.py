"""The kinds of background work: each room declares its own beside the operations that do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.jobs.records import Fact

Report = Callable[[str, int, int], None]
"""Tells how far the work is: the step, how much of it is done, of how much."""
Work = Callable[[Connection, str, Mapping[str, Fact], datetime, Report], Mapping[str, Fact] | Refusal]
"""Work on a region: `work(connection, region, facts, now, report)` gives what it did, or a refusal."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work by name; with `daily` it is asked for by the clock, once a day after that time in China."""

    name: str
    work: Work
    daily: time | None = None


_KINDS: dict[str, Kind] = {}


def job(name: str, *, daily: time | None = None) -> Callable[[Work], Work]:
    """Declare a function as a kind of background work; two kinds of one name are a mistake (ValueError)."""

    def declare(work: Work) -> Work:
        known = _KINDS.get(name)
        if known is not None and known.work is not work:
            raise ValueError(f"two kinds of work are called {name!r}")
        _KINDS[name] = Kind(name, work, daily)
        return work

    return declare


def kind_named(name: str) -> Kind | None:
    """The kind of that name, if a room has declared one."""
    return _KINDS.get(name)


def daily_kinds() -> tuple[Kind, ...]:
    """The kinds that the clock asks for, by their time of day."""
    return tuple(sorted((kind for kind in _KINDS.values() if kind.daily is not None), key=_time_of_day))


def _time_of_day(kind: Kind) -> tuple[time, str]:
    return kind.daily or time.min, kind.name
