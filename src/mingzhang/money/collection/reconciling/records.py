"""What a channel's bill is made of, and how it may differ from our books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

DifferenceKind = Literal["ours_only", "theirs_only", "amount", "status", "double"]
NextStep = Literal[
    "WAIT_FOR_NEXT_BILL",  # unknown with us and not on this bill: the next day's may have it
    "ASK_THE_CHANNEL",  # posted with us, not on the bill
    "POST_OR_SEND_BACK",  # they took money that we know nothing of
    "CORRECT_THE_AMOUNT",  # both have it, with other amounts
    "REVERSE_THE_ORDER",  # posted with us, failed with them
    "SEND_THE_SECOND_BACK",  # they took it twice
    "NOTHING",  # settled by the reconciliation itself
]


@dataclass(frozen=True, slots=True)
class BillRow:
    """One payment as the channel has it; `order_number` is ours when the channel carries it. Fen."""

    order_number: str | None
    serial: str
    amount_fen: int
    status: Literal["paid", "failed"]


@dataclass(frozen=True, slots=True)
class Bill:
    """A channel's bill for one day: how many rows, the sum of what was paid in fen, and when it was reconciled."""

    id: int
    channel: str
    day: date
    rows: int
    amount_fen: int
    imported_at: datetime
    imported_by: str
    reconciled_at: datetime | None
    open_differences: int


@dataclass(frozen=True, slots=True)
class BillDifference:
    """Something that we and the channel see differently, what to do next, and by what it was closed; fen."""

    id: int
    bill_id: int
    kind: DifferenceKind
    line: int | None
    order_id: int | None
    receipt_id: int | None
    serial: str | None
    ours_fen: int | None
    theirs_fen: int | None
    ours_status: str | None
    theirs_status: str | None
    next_step: NextStep
    state: Literal["open", "closed"]
    closed_at: datetime | None
    closed_by: str | None
    closed_how: str | None
    note: str
