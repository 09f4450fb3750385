"""What a refund of contributions is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection

RefundReason = Literal[
    "DUPLICATE",  # the same month was paid twice
    "TWO_SCHEMES",  # the time is paid under the other scheme as well
    "IDENTITY_WRONG",  # name or number were entered wrong: somebody else's money
    "BATCH",  # a whole batch was taken wrongly by us or a channel
    "STOPPED_BEFORE_BENEFIT",  # the person left before benefit began
    "DIED_BEFORE_BENEFIT",  # the person died before benefit began
    "OVERPAID",  # more came in than was due
    "NEVER_CAME",  # it was booked, but the channel's bill says that it failed
]
RefundState = Literal["asked", "refused", "reviewed", "sent", "paid_back", "failed"]


@dataclass(frozen=True, slots=True)
class RefundLine:
    """What of a refund belongs to one person's month; amounts in fen.

    `account_part_fen` is what was taken back from the personal account, where it had been allocated.
    """

    person_id: int
    scheme: str
    month: date
    person_part_fen: int
    employer_part_fen: int
    late_fee_fen: int
    account_part_fen: int = 0

    @property
    def amount_fen(self) -> int:
        """All that goes back for the line."""
        return self.person_part_fen + self.employer_part_fen + self.late_fee_fen


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send the money back: by which route, and what came of it; `code` says why it did not arrive."""

    number: int
    route: Literal["original", "account"]
    channel: str
    account_name: str
    account_last4: str | None
    sent_at: datetime
    sent_by: str
    serial: str
    answered_at: datetime | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back to who paid it, stage by stage: asked, reviewed (or refused), sent, paid back (or failed).

    `expected_on` is the day by which it should be back (None where no rule says); `expected_provisional` when public
    holidays on the way are not yet published. `rule` names the pack key that gave the number of workdays.
    """

    id: int
    receipt_id: int
    reason: RefundReason
    state: RefundState
    amount_fen: int
    automatic: bool
    case_id: int | None
    asked_at: datetime
    asked_by: str
    expected_on: date | None
    expected_provisional: bool
    rule: str
    reviewed_at: datetime | None
    reviewed_by: str | None
    review_note: str
    finished_at: datetime | None
    group_id: int | None
    lines: tuple[RefundLine, ...]
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class OtherAccount:
    """Where the money goes when it cannot go back the way it came."""

    bank_name: str
    account_name: str
    account_number: str


# Takes a person's allocated months back from the personal account, in the refund's transaction: the fen per month, or
# Refusal when the money is not there. `money.accounts` provides it; who calls from above hands it in.
TakeBack = Callable[[Connection, str, int, tuple[date, ...], int, datetime], "dict[date, int] | Refusal"]
