"""The facts a decision about a visit rests on, as they stood on the service day; `gathering` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mingzhang.basics.identifiers import tidy_id_number
from mingzhang.care.filings.records import Choice
from mingzhang.care.visits.records import PersonClaim, Request, ShownCredential
from mingzhang.money.accounts.records import FreezeKind
from mingzhang.registers.enrolment.records import Coverage, Person
from mingzhang.rules.settlement.bill import Bill


@dataclass(frozen=True, slots=True)
class VisitFact:
    """The visit as registered."""

    id: int
    person_id: int
    institution_region: str
    institution_id: int
    serial: str
    benefit: str
    medical_type: str
    scheme: str
    service_on: date
    withdrawn: bool
    emergency: bool


@dataclass(frozen=True, slots=True)
class CredentialFact:
    """What was shown, as the register has it: whose it is and whether its period holds today."""

    person_id: int
    activated_on: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class DueFact:
    """A month (or a resident's year, `months` of it) that was due lately, as far as benefit depends on it."""

    scheme: str
    month: date
    months: int
    due_on: date
    paid_at: datetime | None

    @property
    def state(self) -> str:
        """Paid in time, paid late, or not paid in full."""
        if self.paid_at is None:
            return "unpaid"
        return "paid" if self.paid_at.date() <= self.due_on else "late"


@dataclass(frozen=True, slots=True)
class InstitutionFact:
    """The institution that asks, with its agreement's state on the service day (None: no agreement)."""

    region: str
    id: int
    kind: str
    level: str
    community: bool
    specialist: bool
    agreement: str | None


@dataclass(frozen=True, slots=True)
class AccountFact:
    """A personal account's own dates, and the freezes that hold today."""

    opened_on: date
    activated_on: date | None
    closed_on: date | None
    freezes: tuple[FreezeKind, ...]


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """What the ledger holds for a person, in fen."""

    balance_fen: int
    held_fen: int

    @property
    def available_fen(self) -> int:
        """What may be spent."""
        return self.balance_fen - self.held_fen


@dataclass(frozen=True, slots=True)
class GrantFact:
    """A relative's account that the person may use, and what it could pay, in fen."""

    id: int
    owner_id: int
    available_fen: int
    account: AccountFact | None


@dataclass(frozen=True, slots=True)
class BatchFact:
    """The sums of the batch's lines, in fen; `settled` counts those that a settlement has already taken."""

    lines: int
    settled: int
    total_fen: int
    wholly_own_fen: int
    over_limit_fen: int
    first_self_fen: int
    groups: tuple[tuple[str, int], ...]

    @property
    def bill(self) -> Bill:
        """The batch as the rules see it."""
        return Bill(self.total_fen, self.wholly_own_fen, self.over_limit_fen, self.first_self_fen, self.groups)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known for one decision. What a register does not have is None or empty.

    `coverages` holds the coverage of the service day or, when there is none, all others, which say why. `totals` are
    the running totals of the medical year; None when the person's year has not begun. The months of contributions in a
    row and of cover in this medical year are known only where a rule of the region asks for them.
    """

    service_on: date
    medical_year: int
    visit: VisitFact | None
    person: Person | None
    document_holds: bool | None
    credential: CredentialFact | None
    coverages: tuple[Coverage, ...]
    dues: tuple[DueFact, ...]
    institution: InstitutionFact | None
    filing: str | None
    choices: tuple[Choice, ...]
    account: AccountFact | None
    money: MoneyFact | None
    grants: tuple[GrantFact, ...]
    totals: Mapping[str, int] | None
    batch: BatchFact
    settlement_id: int | None
    group_id: int | None
    new_visit_id: int | None
    continuous_months: int | None = None
    covered_months: int | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer this message has already had."""

    digest: bytes
    answer: bytes
    reversed_by: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """Whose facts are needed, for which visit or for which day, and as shown by which documents."""

    region: str
    person: PersonClaim
    institution_code: str
    now: datetime
    credential: ShownCredential | None = None
    visit_id: int | None = None
    batch: str | None = None
    service_on: date | None = None
    request: Request | None = None
    year_starts_in_month: int = 1

    @property
    def document_number(self) -> str | None:
        """The identity number that was claimed or, failing that, shown."""
        if self.person.document_number is None and self.credential is not None and self.credential.kind == "document":
            return self.credential.number
        return self.person.document_number

    @property
    def credential_number(self) -> str | None:
        """The number to look a card or e-voucher up by; None when the identity number was given in its place."""
        shown = self.credential
        if shown is None or shown.kind == "document" or tidy_id_number(shown.number) == self.document_number:
            return None
        return shown.number
