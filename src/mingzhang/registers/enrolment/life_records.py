"""What the register answers about a life in insurance: differences, staff, transfers, duplicates, clocks, years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.periods import Period
from mingzhang.registers.enrolment.records import Coverage, Holder, PersonKey, Tier
from mingzhang.rules.policy import Citation

IdentityField = Literal["name", "number", "phone", "birth_date", "gender"]
TransferState = Literal["asked", "confirmed", "done", "refused"]
Exemption = Literal["newborn", "special_group"]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field in which a holder (card, bank, channel) knows somebody otherwise than the register does; masked.

    `since` is the day from which both have been so: the later of the two versions' first days. `places` are the
    characters that differ, counted from 1, so that a reader finds them though they are hidden. The holder `register`
    means that the register's own birth date or gender is not what its number says.
    """

    holder: Holder
    field: IdentityField
    ours_masked: str
    theirs_masked: str
    since: date
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person whom an employer insures on a day, by which coverage."""

    key: PersonKey
    name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class NewEmployer:
    """An employer to be registered."""

    code: str
    name: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Hire:
    """One row of hiring in bulk. Without `entitled_from` the region's rules say from when benefit counts."""

    person_id: int
    starts: date
    category: str = "in_service"
    civil_servant: bool = False
    tier: Tier | None = None
    entitled_from: date | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """One row of leaving in bulk: the last month that the employer insures the person."""

    person_id: int
    last_month: date
    reason: str = "left_job"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people a bulk operation moved, and how many of them came from another coverage of theirs here."""

    people: int
    switched: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What was done in the register for a person, from which day it takes effect, by whom and when."""

    id: int
    person_id: int
    coverage_id: int | None
    verb: str
    cause: str
    takes_effect: date
    done_by: str
    done_at: datetime
    case_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What a certificate carries to another place: months of contributions per scheme, and account money in fen."""

    employee_months: int
    resident_months: int = 0
    account_fen: int = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """A relation on its way out of or into a region. `closed_on` is the first day without cover at the old place.

    asked: papers asked for; confirmed: the old place closed the status and stated months and money; done: taken in at
    the new place; refused: `reason` says why. `other_id` is the other side's record where both books are these.
    """

    region: str
    id: int
    person_id: int
    direction: Literal["out", "in"]
    other_region: str
    other_id: int | None
    state: TransferState
    carried: Carried
    certificate: str
    asked_on: date
    closed_on: date | None
    done_on: date | None
    reason: str
    case_id: int | None

    @property
    def number(self) -> str:
        """The transfer's number as the outside sees it, 20 digits."""
        return record_number(self.region, self.id)


@dataclass(frozen=True, slots=True)
class Cover:
    """A coverage and whose it is, in whichever region."""

    key: PersonKey
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two coverages of one person in the same time, and what the rule makes of them.

    kind: `same_scheme_elsewhere`, `cross_scheme` (employee and resident, here or elsewhere) or `two_records` (the same
    person entered twice in one region). `keep` and `end` are None where the person chooses. `refundable` says whether
    one of two payments for the same time is given back, by `rule`.
    """

    kind: Literal["same_scheme_elsewhere", "cross_scheme", "two_records"]
    mine: Cover
    other: Cover
    overlap: Period
    keep: Cover | None
    end: Cover | None
    refundable: bool
    rule: Citation


@dataclass(frozen=True, slots=True)
class Clock:
    """Whether one kind of benefit runs on a day, since when (or, for a wait, from when), and the code that says why.

    `rule` names the rule behind the day, where the register computed it.
    """

    runs: bool
    code: str
    since: date | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Clocks:
    """A day's clocks: using the account's money and benefit from the pool are two, and do not stop together.

    `account_use` codes: USABLE (since the activation), NOT_ACTIVATED, NEVER_EMPLOYEE (no account was ever opened here),
    PERSON_DIED. `pooled` codes: those of `Entitlement`. Contributions are not looked at.
    """

    day: date
    account_use: Clock
    pooled: Clock


@dataclass(frozen=True, slots=True)
class Wait:
    """From which day a new coverage gives pooled benefit, how many months after its start, and by which rule."""

    entitled_from: date
    months: int
    rule: str


@dataclass(frozen=True, slots=True)
class History:
    """What the wait of a new coverage depends on: the coverages so far, and what they do not show.

    `exemption` is a word of the pack's `entitlement.wait_exempt`. `repaired_years` are missed years paid for.
    """

    coverages: tuple[Coverage, ...]
    exemption: Exemption | None = None
    repaired_years: int = 0


@dataclass(frozen=True, slots=True)
class Years:
    """Months towards lifelong benefit in retirement, and how many are missing; `rule` says who demands them.

    `own` are months here, `carried` those of certificates, `deemed` 视同缴费. `local_required` is None where the region
    asks for no years of its own.
    """

    own: int
    carried: int
    deemed: int
    required: int
    local_required: int | None
    rule: Citation | None

    @property
    def counted(self) -> int:
        """All months that count."""
        return self.own + self.carried + self.deemed

    @property
    def missing(self) -> int:
        """How many months are missing: of all years, or of the region's own, whichever is more."""
        local = 0 if self.local_required is None else self.local_required - self.own
        return max(0, self.required - self.counted, local)


@dataclass(frozen=True, slots=True)
class Deemed:
    """Months that count as paid because of work before contributions existed, and on which basis."""

    id: int
    months: int
    basis: str
    recorded_by: str
    recorded_at: datetime
    case_id: int | None
    revoked_at: datetime | None
