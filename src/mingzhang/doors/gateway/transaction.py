"""What a transaction of the interface is to us: its number, its shapes, the call it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.books.evidence.records import RequestKey
from mingzhang.care.visits.records import Request
from mingzhang.doors.gateway.envelope import Envelope, Letterhead
from mingzhang.doors.gateway.fields import Message, Shape
from mingzhang.registers.institutions.records import Institution


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, with which message, when; what a transaction's `call` works with."""

    connection: Connection
    envelope: Envelope
    institution: Institution
    key: RequestKey
    digest: bytes
    letterhead: Letterhead
    now: datetime

    @property
    def request(self) -> Request:
        """The message, for an operation that keeps its answer and its record with what it books."""
        return Request(self.key, self.digest, self.letterhead.sequence)

    @property
    def extras(self) -> bool:
        """Whether this institution's system takes our optional members."""
        return self.institution.settings.extras


@dataclass(frozen=True, slots=True)
class Done:
    """A request that was done: what to answer, about whom, and what was booked (for a later reversal)."""

    output: Any
    person_id: int | None = None
    event_kind: str | None = None
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A request whose answer was written together with its booking: the bytes are ready.

    `recorded` when the booking also kept that the message came, so that the reception need not.
    """

    answer: bytes
    replayed: bool
    person_id: int | None = None
    recorded: bool = False


Answer = Done | Told | Refusal


Kept = Literal["not", "by_door", "with_booking"]


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction of the interface.

    `kept` says how a repeat is answered: `not` — it only reads, so it is answered anew; `by_door` — it has an effect,
    and the reception keeps its answer around the call; `with_booking` — the operation keeps it with what it books.
    """

    number: str
    name: str
    input: Shape
    output: Shape
    call: Callable[[Caller, Message], Answer]
    kept: Kept = "not"
