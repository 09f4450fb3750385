"""How a person stands on a day: two clocks apart, what is shown and what is paid, and the years towards retirement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mingzhang.basics.refusal import Fact, Refusal
from mingzhang.money.contributions.interruptions.records import Evidence
from mingzhang.rules.policy import Citation


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of why: its code (words in `why`), the facts in it, the rule and the records behind it."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    citation: Citation | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """One entitlement: whether it runs on the day, since when or from when, why, and what would change it.

    `from_day` is the day since which it has run, or from which it will; None when no day is certain.
    """

    runs: bool
    from_day: date | None
    reasons: tuple[Reason, ...]
    change: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting period that runs on the day: its first and last day and how many days are left."""

    since: date
    ends_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Years:
    """Months of employee contributions towards benefit in retirement, and what is still missing.

    `required_months` and `missing_months` are None where the region's rule is not known; `price_fen` is what the
    missing months would cost at the day's rates, None where that is not known or nothing is missing.
    """

    paid_months: int
    transferred_months: int
    required_months: int | None
    missing_months: int | None
    price_fen: int | None
    monthly_price_fen: int | None
    citations: tuple[Citation, ...]
    unknown: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next of itself, and on which day."""

    on: date
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands on a day.

    `status_shown` is the register's own word (active, suspended, stopped, none); `paid_up` whether every month whose
    payment day has passed is paid. Both together tell the case "shown normal though unpaid": then `grace_until` is the
    day through which benefit goes on all the same, or None when it has ended already.
    """

    person_id: int
    day: date
    scheme: str | None
    category: str | None
    status_shown: Literal["active", "suspended", "stopped", "none"]
    paid_up: bool
    grace_until: date | None
    account_use: Clock
    pooled: Clock
    waiting: Waiting | None
    continuous_months: int
    years: Years
    next_steps: tuple[NextStep, ...]
