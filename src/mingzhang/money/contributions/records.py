"""What the contributions room answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.basics.refusal import Refusal

MonthState = Literal["paid", "late", "part", "unpaid", "not_due"]
PayerKind = Literal["employer", "person", "relative"]


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """What was due for a person's month (or for a resident's year, `months` of it) and what was paid; amounts in fen.

    `late`: paid in full, but after `due_on`. `not_due`: nothing paid yet and `due_on` has not passed. `late_price`: a
    resident who missed the window. `maternity_fen` is the maternity part of what the employer owes, `difference_fen`
    what of the whole settles earlier months that were declared otherwise.
    """

    person_id: int
    scheme: str
    month: date
    months: int
    state: MonthState
    base_fen: int
    person_due_fen: int
    employer_due_fen: int
    person_paid_fen: int
    employer_paid_fen: int
    account_base_fen: int
    account_part_fen: int
    due_on: date
    paid_at: datetime | None
    coverage_id: int
    employer_id: int | None
    rule: str
    receipts: tuple[int, ...]
    late_price: bool = False
    maternity_fen: int = 0
    difference_fen: int = 0

    @property
    def due_fen(self) -> int:
        """What is due in all, in fen."""
        return self.person_due_fen + self.employer_due_fen

    @property
    def missing_fen(self) -> int:
        """What is still missing, in fen."""
        return self.due_fen - self.person_paid_fen - self.employer_paid_fen


@dataclass(frozen=True, slots=True)
class PaidUp:
    """Whether contributions stand in the way of benefit on a day; when they do, which month and who owes it."""

    paid: bool
    blocking: MonthStatus | None = None


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """The part of a payment that goes to one person's month, and the late fee on it; amounts in fen.

    A line that is `set_aside` came in for what was paid already: it pays nothing and waits to go back.
    """

    person_id: int
    scheme: str
    month: date
    person_part_fen: int
    employer_part_fen: int
    late_fee_fen: int = 0
    set_aside: bool = False

    @property
    def amount_fen(self) -> int:
        """All that the line brought in."""
        return self.person_part_fen + self.employer_part_fen + self.late_fee_fen


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment among many of a channel: who paid, under which serial, what for, and when the channel took it."""

    payer_kind: PayerKind
    payer_id: int
    serial: str
    lines: tuple[ReceiptLine, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment received through a channel; in transit until `posted_at` is set."""

    id: int
    payer_kind: PayerKind
    payer_id: int
    channel: str
    serial: str
    amount_fen: int
    received_at: datetime
    posted_at: datetime | None
    refunded_at: datetime | None
    lines: tuple[ReceiptLine, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an assessment newly found due for a month, in fen; `left_out` says for whom the rule is not known."""

    month: date
    people: int
    person_due_fen: int
    employer_due_fen: int
    left_out: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Reassessed:
    """What assessing some people anew did to a month: how many were newly assessed, changed, or left with a difference.

    `difference_fen` is the sum of the differences; negative when more was paid than is due.
    """

    month: date
    assessed: int
    changed: int
    differences: int
    difference_fen: int


@dataclass(frozen=True, slots=True)
class DueChange:
    """A month that was assessed anew before it was paid, or taken away as the person had left; amounts in fen."""

    month: date
    scheme: str
    reason: str
    base_before_fen: int
    base_after_fen: int
    person_before_fen: int
    person_after_fen: int
    employer_before_fen: int
    employer_after_fen: int
    file_id: int | None
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """What a paid month lacks, or has too much, after its wage was declared otherwise; amounts in fen.

    `collected_month` is the month whose assessment took it in; None while it is open.
    """

    id: int
    month: date
    employer_id: int | None
    base_before_fen: int
    base_after_fen: int
    person_part_fen: int
    employer_part_fen: int
    account_part_fen: int
    file_id: int | None
    found_by: str
    found_at: datetime
    collected_month: date | None


@dataclass(frozen=True, slots=True)
class EmployerMonth:
    """An employer's month: its people, what was due and paid for all of them, in fen."""

    employer_id: int
    month: date
    people: int
    due_fen: int
    paid_fen: int
    due_on: date
    last_paid_at: datetime | None
