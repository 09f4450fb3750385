"""From a region's policy to the figures of one category's month or year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from mingzhang.money.contributions.rules import MonthlyRates, resident_year_due
from mingzhang.rules.policy import Citation, PolicyView, Ruled

PERSON_RATE = MappingProxyType(
    {
        "in_service": "contribution.rate_person",
        "flexible": "contribution.rate_flexible",
        "retired_paying_on": "contribution.rate_paying_on",
    }
)
YEARLY_CATEGORIES = ("adult", "minor", "student")


@dataclass(frozen=True, slots=True)
class RuledMonth:
    """A category's monthly figures, and the rules they come from."""

    rates: MonthlyRates
    rule: str


@dataclass(frozen=True, slots=True)
class RuledYear:
    """What a resident pays for a year and what the treasury adds, in fen, and the rules they come from."""

    amount_fen: int
    subsidy_fen: int
    rule: str


def monthly_rates(view: PolicyView, category: str, tier: str = "") -> RuledMonth:
    """The figures for an employee category on the view's day; raises UnknownRule when one of them is not known.

    `tier` is asked for where the scheme has two (一档, 二档). Only people in service have an employer who pays, only
    categories with a known account rate an account's part. A region may ask flexible workers for a fixed amount instead
    of a rate.
    """
    facts = {"scheme": "employee", "category": category} | ({"tier": tier} if tier else {})
    if category == "flexible" and view.declares("contribution.fixed_flexible", **facts):
        whole = view.find("contribution.fixed_flexible", **facts)
        return RuledMonth(MonthlyRates(0, 0, 0, 0, whole.number, 0, 0), rule_text((whole.citation,), view.digest))
    floor = view.find("contribution.base_floor", **facts)
    cap = view.find("contribution.base_cap", **facts)
    person = view.find(PERSON_RATE[category], **facts)
    employer = view.find("contribution.rate_employer", **facts) if category == "in_service" else None
    large = _find_declared(view, "contribution.large_amount_person", category)
    account = view.find("account.rate", **facts) if view.has("account.rate", **facts) else None
    rates = MonthlyRates(
        floor_fen=floor.number,
        cap_fen=cap.number,
        person_bp=person.number,
        employer_bp=employer.number if employer is not None else 0,
        fixed_fen=0,
        large_fen=large.number if large is not None else 0,
        account_bp=account.number if account is not None else 0,
    )
    found = (floor, cap, person, employer, large, account)
    return RuledMonth(rates, rule_text((ruled.citation for ruled in found if ruled is not None), view.digest))


def yearly_amount(view: PolicyView, category: str, age: int) -> RuledYear:
    """What a resident of a category and age pays for a year; raises UnknownRule when it is not known."""
    facts: dict[str, str | int] = {"scheme": "resident", "category": category, "age": age}
    person = view.find("contribution.resident_person", **facts)
    subsidy = view.find("contribution.resident_subsidy", **facts)
    return RuledYear(person.number, subsidy.number, rule_text((person.citation, subsidy.citation), view.digest))


def late_amount(view: PolicyView, category: str, age: int) -> int:
    """What a resident pays in fen who missed the window; raises UnknownRule where that is not known."""
    ruled = yearly_amount(view, category, age)
    pays_both = view.find("contribution.resident_late_pays_subsidy", scheme="resident").value is True
    return resident_year_due(ruled.amount_fen, ruled.subsidy_fen, late=True, late_pays_subsidy=pays_both)


def rule_text(citations: Iterable[Citation], digest: str) -> str:
    """The keys and entry dates that gave a figure and the view they stood in, as stored beside it."""
    keys = ", ".join(f"{citation.key}@{citation.starts}" for citation in citations)
    return f"{keys} ({digest[:12]})"


def _find_declared(view: PolicyView, key: str, category: str) -> Ruled | None:
    """The rule for the category, None where the region has no such rule at all; a gap still raises UnknownRule."""
    facts = {"scheme": "employee", "category": category}
    return view.find(key, **facts) if view.declares(key, **facts) else None
