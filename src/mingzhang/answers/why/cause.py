"""What a cause is: a matrix id, the symptoms it can explain, a pure check over facts, a remedy and its words.

A check proves, refutes, or says which fact is missing. It never proves by default: `Proved` without evidence is a
defect and raises InvariantBroken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from mingzhang.answers.why.directory import AGENCY
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Contact, Evidence, Remedy, Text
from mingzhang.answers.why.words import Figures
from mingzhang.basics.refusal import InvariantBroken

if TYPE_CHECKING:
    from mingzhang.rules.policy import Citation


@dataclass(frozen=True, slots=True)
class Proved:
    """It is so: the records that show it, since when, how much it concerns, and the figures of the sentence.

    `expected` is the day by which it should be mended. `says` (of every verdict) takes the place of the cause's
    ordinary sentence.
    """

    evidence: tuple[Evidence, ...]
    figures: Figures = field(default_factory=dict)
    says: Text | None = None
    since: date | None = None
    amount_fen: int | None = None
    rule: Citation | None = None
    expected: date | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise InvariantBroken("a cause was called proved without evidence")


@dataclass(frozen=True, slots=True)
class Refuted:
    """It is not so; the figures fill the sentence that says by what."""

    figures: Figures = field(default_factory=dict)
    says: Text | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """It cannot be told from our records; `source` names who has the fact when it is not the cause's usual one."""

    figures: Figures = field(default_factory=dict)
    says: Text | None = None
    source: Contact | None = None


Verdict = Proved | Refuted | Unknown


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause. `rank` orders proved causes: what must be mended first has the lowest.

    `reads` names the records the check looks at. `proved`, `refuted` and `unknown` are sentences whose slots the
    verdict's figures fill; `source` is who has what is missing, `ask` what the person can do to find out. A check that
    never answers Unknown needs no `unknown`.
    """

    id: str
    name: str
    symptoms: tuple[str, ...]
    rank: int
    reads: tuple[str, ...]
    title: Text
    check: Callable[[Facts], Verdict]
    proved: Text
    refuted: Text
    remedy: Callable[[Facts, Proved], Remedy]
    unknown: Text | None = None
    source: Contact = AGENCY
    ask: Text | None = None
