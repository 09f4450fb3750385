"""What the cases room answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.basics.identifiers import record_number

State = Literal["submitted", "accepted", "waiting_papers", "proposed", "done", "refused", "withdrawn"]
Decision = Literal["approve", "refuse"]
Fact = str | int | bool | None
Facts = Mapping[str, Fact]
OPEN_STATES: tuple[State, ...] = ("submitted", "accepted", "waiting_papers", "proposed")


@dataclass(frozen=True, slots=True)
class Case:
    """One application: what was asked, where it stands, and how it ended.

    `facts` are the fields of its kind; days and months are ISO text, money is fen. `applicant` is who handed it in, in
    words. `reason_code` is of the kind's closed list; `reason` is what the deciding clerk wrote to the applicant.
    `version` counts every change. `given_workdays` is None where no statutory time is known.
    """

    region: str
    id: int
    kind: str
    person_id: int
    applicant: str
    channel: str
    facts: Facts
    four_eyes: bool
    state: State
    version: int
    submitted_at: datetime
    accepted_at: datetime | None
    handler: str | None
    given_workdays: int | None
    extended_workdays: int
    stopped_on: date | None
    stopped_workdays: int
    due_on: date | None
    missing: str
    proposed: Decision | None
    proposed_by: str | None
    decided_by: str | None
    reason_code: str | None
    reason: str
    outcome: Facts
    ended_at: datetime | None

    @property
    def number(self) -> str:
        """The application's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.id)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.ended_at is not None


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """An application as a row of the desk's queue: nothing in it is sealed."""

    region: str
    id: int
    kind: str
    person_id: int
    applicant: str
    state: State
    submitted_at: datetime
    due_on: date | None
    given_workdays: int | None
    handler: str | None
    proposed: Decision | None
    proposed_by: str | None

    @property
    def number(self) -> str:
        """The application's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.id)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry of an application's timeline; `state` is the state after it, `note` is in the writer's words."""

    id: int
    at: datetime
    by: str
    action: str
    state: State
    note: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Document:
    """A paper handed in: which of the kind's list (`name`), under which file name, of what type and size in bytes."""

    id: int
    case_id: int
    name: str
    file_name: str
    media_type: str
    size: int
    digest: bytes
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the agency has taken and may still take, in workdays.

    `due_on` is None while the clock stands and where no statutory time is known (`given_workdays` None).
    `left_workdays` is below zero when the day has passed. `provisional`: holidays of a year on the way are not known.
    """

    given_workdays: int | None
    extended_workdays: int
    used_workdays: int
    left_workdays: int | None
    due_on: date | None
    stopped: bool
    stopped_workdays: int
    ended: bool
    provisional: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the agency took, or is taking, longer than it may."""
        return self.left_workdays is not None and self.left_workdays < 0


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many open applications there are: all, past their day, taken on by nobody, at one desk, for it to check."""

    open: int
    overdue: int
    new: int
    mine: int
    to_check: int
