"""Moving between regions, being insured twice, and months towards retirement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.basics.identifiers import record_number
from mingzhang.basics.periods import Period
from mingzhang.registers.enrolment.records.coverage import Coverage
from mingzhang.registers.enrolment.records.people import PersonKey
from mingzhang.rules.policy import Citation

TransferState = Literal["asked", "confirmed", "done", "refused"]


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
