"""What an explanation of a payment is about: one settlement, or one refused request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mingzhang.care.visits.records import Amounts, LineRecord
from mingzhang.registers.institutions.records import Agreement, Institution
from mingzhang.rules.settlement.outcome import Outcome


@dataclass(frozen=True, slots=True)
class AskedBill:
    """A settlement: where and when, its sums, its lines, and its outcome with the reason of every payer."""

    settlement_id: int
    visit_id: int
    institution_region: str
    institution: Institution | None
    agreement: Agreement | None
    benefit: str
    scheme: str
    category: str
    service_on: date
    settled_at: datetime
    cancelled: bool
    amounts: Amounts
    outcome: Outcome
    lines: tuple[LineRecord, ...] = ()

    @property
    def number(self) -> str:
        """The settlement's own number."""
        return str(self.settlement_id)


@dataclass(frozen=True, slots=True)
class AskedRefusal:
    """A request that was refused: its code, its facts, and what err_msg quoted for the desk."""

    request_id: int
    code: str
    received_at: datetime
    institution: Institution | None
    agreement: Agreement | None
    transaction_no: str
    lookup_id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
