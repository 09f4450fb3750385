"""What it costs to pay months late, and what the payment gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import Citation


@dataclass(frozen=True, slots=True)
class LateLine:
    """One month (or a resident's year) that is overdue: what is missing and the late fee to the quote's day, in fen."""

    person_id: int
    scheme: str
    month: date
    months: int
    due_on: date
    days_late: int
    person_part_fen: int
    employer_part_fen: int
    late_fee_fen: int
    late_price: bool

    @property
    def total_fen(self) -> int:
        """What the month costs now."""
        return self.person_part_fen + self.employer_part_fen + self.late_fee_fen


@dataclass(frozen=True, slots=True)
class LateQuote:
    """What paying a person's overdue months costs on a day and what it restores; amounts in fen.

    `pays` says who owes it: the employer of an employee in service, everybody else for themselves. `last_day` is the
    last day on which this payment has these consequences; None where nothing ends it. `restored_on` and `gap_covered`
    are None where a rule is not known; `unknown` names it. `make_up_fen` is what the personal account receives
    afterwards (补划).
    """

    person_id: int
    on: date
    pays: Literal["employer", "person"]
    payer_id: int
    lines: tuple[LateLine, ...]
    gap_months: int
    last_day: date | None
    wait_months: int | None
    restored_on: date | None
    gap_covered: bool | None
    make_up_fen: int
    citations: tuple[Citation, ...]
    unknown: tuple[Refusal, ...]

    @property
    def due_fen(self) -> int:
        """The contributions themselves."""
        return sum(line.person_part_fen + line.employer_part_fen for line in self.lines)

    @property
    def late_fee_fen(self) -> int:
        """The late fee."""
        return sum(line.late_fee_fen for line in self.lines)

    @property
    def total_fen(self) -> int:
        """All of it."""
        return self.due_fen + self.late_fee_fen


@dataclass(frozen=True, slots=True)
class Restoration:
    """A gap that was paid for: from when benefit counts again, and whether the bills of the gap count after all."""

    id: int
    person_id: int
    scheme: str
    first_month: date
    last_month: date
    gap_months: int
    wait_months: int
    covered: bool
    restored_on: date
    receipt_id: int
    rule: str
