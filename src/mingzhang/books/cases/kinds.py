"""What a kind of application is: its words, its fields, its papers, its time, and what carrying it out does.

A room that can carry out a kind declares it (`declare`); this room never looks inside. See `money/applications` for
how a kind is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple, Protocol

from mingzhang.basics.refusal import Refusal
from mingzhang.books.cases.records import Case, Facts
from mingzhang.books.database import Connection

FieldKind = Literal["text", "long_text", "sealed", "day", "month", "fen", "percent", "number", "choice", "yes_no"]


class Words(NamedTuple):
    """One thing said in both languages; Chinese is the source."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a field of kind `choice` offers."""

    value: str
    title: Words


Offers = Callable[[Connection, str, int], tuple[Choice, ...]]
"""What a person may choose from, out of the books: `offers(connection, region, person_id)`."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field of an application.

    `sealed` is text that pages mask, such as a bank account; `fen` is typed in yuan and kept in fen, `percent` is kept
    in basis points; `number` is a whole number; `day` and `month` are kept as ISO text. `hint` helps who fills it in. A
    field with `offers` is shown as a list of what the books have for the person; the kind's check refuses the rest.
    """

    name: str
    title: Words
    kind: FieldKind = "text"
    required: bool = True
    choices: tuple[Choice, ...] = ()
    hint: Words | None = None
    offers: Offers | None = None


class Form(Protocol):
    """Whatever asks for facts by fields: a kind of application, or an act at a desk."""

    @property
    def fields(self) -> tuple[FieldRule, ...]: ...


Needed = Callable[[str, date, Facts], bool]
"""Whether a paper is needed, from the region, the day and what was applied for."""


def always(region: str, on: date, facts: Facts) -> bool:
    """The paper is needed in every application of the kind."""
    return True


def never(region: str, on: date, facts: Facts) -> bool:
    """The paper may be handed in and is not asked for."""
    return False


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """One paper of a kind's list; `needed` says for which applications it must be there before a decision."""

    name: str
    title: Words
    needed: Needed = always


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of the closed list for which an application of the kind is refused."""

    code: str
    title: Words


COMMON_REASONS = (
    Reason("NOT_MET", Words("不符合办理条件", "The conditions are not met")),
    Reason("PAPERS_UNFIT", Words("材料不符合要求", "The papers do not meet the requirements")),
    Reason("OTHER", Words("其他原因", "Another reason")),
)
"""The reasons that any kind may be refused for."""


def no_known_time(region: str, on: date) -> int | None:
    """No statutory time is known."""
    return None


def no_objection(connection: Connection, region: str, person_id: int, facts: Facts, now: datetime) -> Refusal | None:
    """Nothing can be said against it before somebody has looked at it."""
    return None


Term = Callable[[str, date], int | None]
"""Workdays that the agency has, by the rules of a region on a day; None where no statutory time is known."""
Check = Callable[[Connection, str, int, Facts, datetime], Refusal | None]
"""What can be said against an application at once: `check(connection, region, person_id, facts, now)`."""
CarryOut = Callable[[Connection, Case, datetime], Facts | Refusal]
"""Does what was applied for, in the deciding transaction: `carry_out(connection, case, now)`.

The case holds who proposed and who decides. The outcome's facts are shown to the applicant; a refusal undoes all.
"""


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of application. `four_eyes` where money moves; `extension` gives the workdays a supervisor may add."""

    name: str
    title: Words
    fields: tuple[FieldRule, ...]
    documents: tuple[DocumentRule, ...]
    carry_out: CarryOut
    check: Check = no_objection
    deadline: Term = no_known_time
    extension: Term = no_known_time
    four_eyes: bool = False
    counter_only: bool = False
    reasons: tuple[Reason, ...] = COMMON_REASONS
    outcome_titles: Mapping[str, Words] = field(default_factory=dict)

    def needed_documents(self, region: str, on: date, facts: Facts) -> tuple[DocumentRule, ...]:
        """The papers that this application must have before a decision."""
        return tuple(rule for rule in self.documents if rule.needed(region, on, facts))


_KINDS: dict[str, CaseKind] = {}


def declare(kind: CaseKind) -> CaseKind:
    """Make a kind known by its name; two kinds of one name are a mistake (ValueError)."""
    known = _KINDS.setdefault(kind.name, kind)
    if known is not kind:
        raise ValueError(f"two kinds of application are called {kind.name!r}")
    return kind


def kind_named(name: str) -> CaseKind | None:
    """The kind of that name, if a room has declared one."""
    return _KINDS.get(name)
