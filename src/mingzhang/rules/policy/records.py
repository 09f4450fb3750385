"""What the policy room hands out: a ruled value with its citation, a region's name, a raw plan template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingzhang.rules.policy.facts import When

State = Literal["verified", "transcribed", "assumed"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure comes from: source key, document, article, how well it is proved, and since when it holds.

    `starts` is an ISO day; `key` is the parameter's key.
    """

    source: str
    document: str
    article: str
    state: State
    starts: str
    note: str
    key: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """One value that a rule gives, in whole units, and its citation.

    Yuan are fen, percentages basis points, multipliers basis points of one (1.1 is 11000); days, months, years and
    counts are whole numbers; a `bool` is True or False, a `text` a string of closed words.
    """

    value: int | bool | str
    unit: str
    citation: Citation

    @property
    def number(self) -> int:
        """The value as a whole number of fen, basis points, days ...; a defect when the unit is bool or text."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.citation.key} is {self.unit}, not a number")
        return self.value


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree: what they say, which one was taken, and why."""

    candidates: tuple[str, ...]
    chosen: str
    why: str


@dataclass(frozen=True, slots=True)
class RegionInfo:
    """A pooling region that has a pack: its six-digit code, its names, and the first day the pack claims to answer."""

    code: str
    name_zh: str
    name_en: str
    covers_from: date


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """One plan template of a region as written in its pack; the settlement room reads what it means.

    `when` says whom it covers. `missing` and `who` name the document that is not there, and who has it, where the pack
    only says that this way of paying is not known.
    """

    name: str
    starts: date
    until: date | None
    when: When
    data: Mapping[str, object]
    missing: str = ""
    who: str = ""

    def holds(self, day: date) -> bool:
        """Whether the template is in force on the day."""
        return self.starts <= day and (self.until is None or day < self.until)
