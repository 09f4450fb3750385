"""What covers somebody, from when it gives benefit, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from mingzhang.basics.periods import Period

Scheme = Literal["employee", "resident"]
Status = Literal["active", "suspended", "stopped"]
Tier = Literal["tier1", "tier2"]
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
Exemption = Literal["newborn", "special_group"]


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

    `carried_until` is the first day without cover at the place that a transfer came from. `exemption` is a word of the
    pack's `entitlement.wait_exempt`. `repaired_years` are missed years paid for.
    """

    coverages: tuple[Coverage, ...]
    carried_until: date | None = None
    exemption: Exemption | None = None
    repaired_years: int = 0


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
