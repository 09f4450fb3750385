"""A receipt as a paper: the values that are printed, and what a verifier is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.money.contributions.records import PayerKind

PaperState = Literal["valid", "partly_reversed", "reversed"]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One person's month on the paper; `months` is 12 or less for a resident's year. Amounts in fen."""

    person_id: int
    person_name: str
    scheme: str
    month: date
    months: int
    person_part_fen: int
    employer_part_fen: int
    late_fee_fen: int


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """The values of a receipt's paper, or of its red reversal; amounts in fen, the sum in capital numerals as well.

    `code` is the number with a keyed check that nobody can guess: printed as a QR code and typed in to verify.
    A reversal has negative amounts and names the paper that it takes back in `reverses`; `reversed_by` names the
    reversals of a receipt and `state` tells whether it still counts.
    """

    region: str
    id: int
    number: str
    code: str
    kind: Literal["receipt", "reversal"]
    state: PaperState
    receipt_id: int
    person_id: int | None
    payer_kind: PayerKind
    payer_name: str
    channel: str
    serial: str
    received_at: datetime
    posted_at: datetime
    issued_at: datetime
    amount_fen: int
    amount_words: str
    lines: tuple[PrintedLine, ...]
    reverses: str | None
    reversed_by: tuple[str, ...]
    reversed_at: datetime | None
    push_state: Literal["none", "delivered", "failed"]
    pushed_to: str | None
    pushed_at: datetime | None


@dataclass(frozen=True, slots=True)
class VerifiedReceipt:
    """What somebody who holds a code is told: enough to compare with the paper, names masked; fen."""

    number: str
    kind: Literal["receipt", "reversal"]
    state: PaperState
    payer_name_masked: str
    people: int
    first_person_masked: str
    amount_fen: int
    issued_on: date
    reversed_on: date | None
