"""What is asked of the visits room and what it answers, in our own words; amounts are whole fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from mingzhang.books.evidence.records import RequestKey

ALL_BATCHES = "0000"
"""The batch that means every unsettled line of the visit, when lines are deleted."""

PURSES = ("account", "family", "cash")
"""The payers on the person's side; every other payer is a fund."""


@dataclass(frozen=True, slots=True)
class Request:
    """The message an operation answers: its key, and the digest that tells a repeat from another body.

    `lookup_id` is what the answer quotes for the desk. With it, the record that the message came (`evidence_request`)
    is written by the booking itself; a message told again or refused is for the door to record.
    """

    key: RequestKey
    digest: bytes
    lookup_id: str = ""


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """Whom the institution says it serves; every claim that is given must agree with the register.

    An identity number is given as `basics.identifiers.tidy_id_number` makes it.
    """

    person_id: int
    scheme: str | None = None
    name: str | None = None
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class ShownCredential:
    """What the person showed: kind `card`, `e_voucher` or `document`, with its number."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class VisitOrder:
    """A visit to be opened (2201). `serial` is the institution's own number, unique among its open visits."""

    institution_code: str
    person: PersonClaim
    credential: ShownCredential | None
    serial: str
    started_at: datetime
    benefit: str = "outpatient"
    medical_type: str = ""
    department: str = ""
    doctor: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One diagnosis of a visit; not `valid` takes an earlier one with the same code back."""

    kind: str
    ordinal: int
    code: str
    name: str
    valid: bool = True
    department: str = ""
    doctor: str = ""
    diagnosed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DiagnosesOrder:
    """What the visit is for (2203): its medical type, the benefit that stands for it, and its diagnoses."""

    institution_code: str
    person_id: int
    visit_id: int
    benefit: str
    medical_type: str
    diagnoses: tuple[Diagnosis, ...]
    emergency: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee line as sent. `amount_fen` must be quantity x price, to within a fen of rounding."""

    serial: str
    batch: str
    item_code: str
    quantity: Decimal
    unit_price: Decimal
    amount_fen: int
    occurred_at: datetime
    own_cost_wished: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinesOrder:
    """Fee lines to be added to a visit (2204), whole batches at a time."""

    institution_code: str
    person_id: int
    visit_id: int
    lines: tuple[FeeLine, ...]


@dataclass(frozen=True, slots=True)
class LinesRemoval:
    """Fee lines to be taken back (2205): one batch, or `ALL_BATCHES`."""

    institution_code: str
    person_id: int
    visit_id: int
    batch: str


@dataclass(frozen=True, slots=True)
class VisitWithdrawal:
    """A visit to be withdrawn (2202); `serial` must be the visit's own."""

    institution_code: str
    person_id: int
    visit_id: int
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class SettlementOrder:
    """One batch to be settled (2207) or tried (2206); `total_fen` is what the institution thinks it costs."""

    institution_code: str
    person: PersonClaim
    credential: ShownCredential | None
    visit_id: int
    batch: str
    total_fen: int
    use_account: bool


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """A pharmacy's sale (2102) or its trial (2101): visit, lines and settlement in one."""

    institution_code: str
    person: PersonClaim
    credential: ShownCredential | None
    serial: str
    medical_type: str
    started_at: datetime
    total_fen: int
    use_account: bool
    lines: tuple[FeeLine, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """A settlement to be taken back (2208, 2103); the visit is checked when it is named."""

    institution_code: str
    person_id: int
    settlement_id: int
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReversalOrder:
    """An earlier message whose answer was lost (2601), and the message that asks to undo it."""

    original: RequestKey
    person_id: int
    message_id: str


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit as it stands."""

    region: str
    visit_id: int
    person_id: int
    institution_region: str
    institution_id: int
    serial: str
    benefit: str
    medical_type: str
    scheme: str
    service_on: date
    department: str
    doctor: str
    diagnoses: tuple[Mapping[str, Any], ...]
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A fee line with its split: what lies outside the scope of the insurance, and why, and what lies inside."""

    visit_id: int
    serial: str
    batch: str
    item_code: str
    item_name: str
    kind: str
    class_: str
    category: str
    quantity: Decimal
    unit_price: Decimal
    amount_fen: int
    first_share_bp: int
    price_limit_fen: int | None
    wholly_own_fen: int
    over_limit_fen: int
    first_self_fen: int
    in_scope_fen: int
    item_group: str
    reason: str
    occurred_at: datetime
    settlement_id: int | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """The sums of a settlement. Total = own + over limit + first share + in scope
    = fund + account + family + cash + institution; a cancellation carries all of them negated."""

    total_fen: int
    wholly_own_fen: int
    over_limit_fen: int
    first_self_fen: int
    in_scope_fen: int
    deductible_fen: int
    fund_fen: int
    account_fen: int
    family_fen: int
    cash_fen: int
    institution_fen: int = 0


@dataclass(frozen=True, slots=True)
class Payer:
    """One payer's part: a fund's name, `account`, `family` or `cash`, and the closed code of why it paid so."""

    payer: str
    owner: int
    amount_fen: int
    reason: str


@dataclass(frozen=True, slots=True)
class PersonBrief:
    """What a settlement's answer shows of the person; the identity number is not among it."""

    name: str
    gender: int
    birth_date: date
    ethnicity: str
    age: int
    civil_servant: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A settlement, tried or booked. A trial has no `settlement_id`; a cancellation names what it `cancels`.

    `balance_after_fen` is what the account can pay afterwards: money on hold is not in it.
    """

    region: str
    settlement_id: int | None
    visit_id: int | None
    person_id: int
    person: PersonBrief
    institution_region: str
    institution_id: int
    batch: str
    benefit: str
    medical_type: str
    scheme: str
    category: str
    service_on: date
    medical_year: int
    settled_at: datetime
    amounts: Amounts
    payers: tuple[Payer, ...]
    balance_after_fen: int
    view_digest: str
    outcome: Mapping[str, Any]
    message_id: str
    cancels: int | None = None
    cancelled_by: int | None = None
    lines: tuple[LineRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a message: its bytes, and whether they are the first answer told again."""

    answer: bytes
    replayed: bool
    settled: Settled | None


@dataclass(frozen=True, slots=True)
class Reversed:
    """What a reversal undid: the settlement it took back, or nothing because nothing had been booked."""

    original: RequestKey
    booked: bool
    settlement_id: int | None
    cancellation_id: int | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What re-settling a year changed in one settlement.

    `changes` say by how many fen each payer pays more, or less when negative; they sum to zero. What the person's cash
    changes by is owed by the person or, when negative, to the person: the institution keeps what it was paid. `reason`
    is EARLIER_CANCELLED, FACTS_CORRECTED or CANCELLED. An adjustment that was only tried has no number and no group.
    """

    region: str
    adjustment_id: int | None
    settlement_id: int
    person_id: int
    medical_year: int
    service_on: date
    reason: str
    caused_by: int | None
    posted_at: datetime
    group_id: int | None
    changes: tuple[Payer, ...]
    outcome: Mapping[str, Any]
    accumulators: Mapping[str, int]

    @property
    def fund_fen(self) -> int:
        """By how much the funds together pay more."""
        return sum(change.amount_fen for change in self.changes if change.payer not in PURSES)

    def purse_fen(self, purse: str) -> int:
        """By how much `account`, `family` or `cash` pays more."""
        return sum(change.amount_fen for change in self.changes if change.payer == purse)
