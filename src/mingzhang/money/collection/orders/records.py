"""What an order to pay is made of: lines, states, and what each party said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.periods import Period
from mingzhang.money.contributions.records import PayerKind, ReceiptLine

OrderState = Literal["created", "sent", "accepted", "posted", "failed", "reversed", "unknown"]
Party = Literal["payer", "channel", "bank", "tax", "agency"]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What of an order pays one person's month (or a resident's year, by its first month); amounts in fen."""

    person_id: int
    scheme: str
    month: date
    person_part_fen: int
    employer_part_fen: int
    late_fee_fen: int = 0

    @property
    def amount_fen(self) -> int:
        """All that the line pays."""
        return self.person_part_fen + self.employer_part_fen + self.late_fee_fen

    @property
    def received(self) -> ReceiptLine:
        """The line of the receipt that this one becomes."""
        parts = (self.person_part_fen, self.employer_part_fen, self.late_fee_fen)
        return ReceiptLine(self.person_id, self.scheme, self.month, *parts)


@dataclass(frozen=True, slots=True)
class Entered:
    """Whom the payer says to pay for: the name and identity number that were typed in."""

    person_id: int
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Order:
    """A payment on its way from the payer through a channel to the agency; amounts in fen.

    `serial` is the channel's own number, once told; `code` says why it failed or was reversed. While an answer is
    missing, `next_check_at` says when somebody looks again.
    """

    region: str
    id: int
    payer_kind: PayerKind
    payer_id: int
    channel: str
    amount_fen: int
    state: OrderState
    code: str | None
    serial: str | None
    opened_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    next_check_at: datetime | None
    receipt_id: int | None
    batch_id: int | None
    lines: tuple[OrderLine, ...]

    @property
    def number(self) -> str:
        """The order's number as channels carry it, 20 digits."""
        return record_number(self.region, self.id)

    @property
    def received(self) -> tuple[ReceiptLine, ...]:
        """The lines of the receipt that the order becomes."""
        return tuple(line.received for line in self.lines)


@dataclass(frozen=True, slots=True)
class Said:
    """What a party says about an order: who, when by its own clock, under which serial, and why when it failed."""

    party: Party
    by_whom: str
    at: datetime
    serial: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class OrderEvent:
    """One step of an order, or something said about it that changed nothing (`state_from` equals `state_to`)."""

    id: int
    order_id: int
    state_from: OrderState | None
    state_to: OrderState
    party: Party
    by_whom: str
    happened_at: datetime
    heard_at: datetime
    serial: str | None
    code: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DebitAgreement:
    """A person's leave to a bank to take contributions from an account, of which the last four digits are shown."""

    id: int
    person_id: int
    bank_name: str
    account_name: str
    account_last4: str
    signed_by: str
    holds: Period
    ended_why: str


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many orders are in a state, and their sum in fen; `oldest_at` is when the oldest was opened."""

    state: OrderState
    orders: int
    amount_fen: int
    oldest_at: datetime
