"""What the register of people answers with, and what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.periods import Period

Scheme = Literal["employee", "resident"]
Status = Literal["active", "suspended", "stopped"]
Tier = Literal["tier1", "tier2"]
Holder = Literal["register", "card", "bank", "channel"]
StopReason = Literal[
    "left_job",
    "retired",
    "moved_away",
    "removed_by_employer",
    "died",
    "joined_other_scheme",
    "own_wish",
    "cancelled",
    "duplicate",
]
SuspendReason = Literal["arrears", "verification", "court_order", "own_wish", "left_job"]
STOP_REASONS: tuple[StopReason, ...] = get_args(StopReason)
SUSPEND_REASONS: tuple[SuspendReason, ...] = get_args(SuspendReason)
CATEGORIES: dict[str, tuple[str, ...]] = {
    "employee": ("in_service", "flexible", "retired", "retired_paying_on"),
    "resident": ("adult", "minor", "student"),
}


@dataclass(frozen=True, slots=True)
class PersonKey:
    """Which person, in which pooling region's register."""

    region: str
    person_id: int

    @property
    def number(self) -> str:
        """The person's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.person_id)


@dataclass(frozen=True, slots=True)
class Person:
    """A person in one region's register. `gender` is 1 male, 2 female, 9 not told."""

    region: str
    id: int
    name: str
    gender: int
    birth_date: date
    ethnicity: str
    died_on: date | None
    retired_on: date | None

    @property
    def number(self) -> str:
        """The person's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.id)


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom one holder (register, card, bank, channel) knows a person, and since when; numbers opened."""

    id: int
    person_id: int
    holder: Holder
    document_kind: str
    number: str
    phone: str | None
    name: str
    holds: Period
    reason: str
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Employer:
    """A unit that declares and pays contributions for its people."""

    id: int
    code: str
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """One period under one scheme, in one category, with one status; `tier` where the scheme has two (一档, 二档).

    `reason` is told to people; `cause` is its word in a closed list (STOP_REASONS, SUSPEND_REASONS), None for what was
    taken over from older books. `entitled_rule` names the rule that gave `entitled_from`, where the register found it.
    """

    id: int
    person_id: int
    scheme: Scheme
    category: str
    employer_id: int | None
    status: Status
    reason: str
    confirmed_on: date | None
    entitled_from: date
    civil_servant: bool
    holds: Period
    tier: Tier | None = None
    cause: str | None = None
    entitled_rule: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """A card or an e-voucher (医保码): whether it exists, is activated, or is frozen by its bank."""

    id: int
    kind: Literal["card", "e_voucher"]
    number: str
    issued_on: date
    activated_on: date | None
    bank_frozen_since: date | None
    holds: Period


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether the register grants benefit on a day, and why not: `code` is ENTITLED or what stands in the way.

    Codes: ENTITLED, NOT_ENROLLED, COVERAGE_NOT_STARTED, COVERAGE_LAPSED, COVERAGE_SUSPENDED, COVERAGE_STOPPED,
    NOT_CONFIRMED, WAITING_PERIOD, PERSON_DIED. `since` is the day from which that has been so (for a waiting period:
    the day on which it ends). Whether contributions were paid is for `money.contributions` to say.
    """

    entitled: bool
    code: str
    since: date | None
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be enrolled, with the document shown."""

    name: str
    number: str
    gender: int
    birth_date: date
    phone: str | None = None
    document_kind: str = "01"
    ethnicity: str = "01"
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewCoverage:
    """A coverage to be opened from `starts`; without `entitled_from` benefit counts from the first day."""

    scheme: Scheme
    category: str
    starts: date
    employer_id: int | None = None
    confirmed_on: date | None = None
    entitled_from: date | None = None
    civil_servant: bool = False
    ends: date | None = None
    tier: Tier | None = None
    entitled_rule: str = ""


@dataclass(frozen=True, slots=True)
class NewCredential:
    """A card or e-voucher to be issued."""

    kind: Literal["card", "e_voucher"]
    number: str
    issued_on: date
    activated_on: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class NewEnrolment:
    """One row of a bulk enrolment: the person, the coverages in order, the credentials."""

    person: NewPerson
    coverages: tuple[NewCoverage, ...]
    credentials: tuple[NewCredential, ...] = ()
