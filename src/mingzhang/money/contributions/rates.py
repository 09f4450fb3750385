"""From a region's policy to the figures of one category's month or year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mingzhang.basics.fen import share
from mingzhang.money.contributions.rules import MonthlyRates, payment_day, resident_year_due
from mingzhang.rules.policy import Citation, PolicyView, Ruled

PERSON_RATE = MappingProxyType(
    {
        "in_service": "contribution.rate_person",
        "flexible": "contribution.rate_flexible",
        "retired_paying_on": "contribution.rate_paying_on",
    }
)
YEARLY_CATEGORIES = ("adult", "minor", "student")
MID_YEAR = 6
DAY_31 = 31  # means a month's last day


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


@dataclass(frozen=True, slots=True)
class ResidentWindow:
    """Until which day a resident's year is paid at its ordinary price, and who is exempt from being late."""

    last_day: date
    newborns_exempt: bool
    switch_months: int
    rule: str


def monthly_rates(view: PolicyView, category: str, tier: str = "") -> RuledMonth:
    """The figures for an employee category on the view's day; raises UnknownRule when one of them is not known.

    `tier` is asked for where the scheme has two (一档, 二档). Only people in service have an employer who pays, only
    categories with a known account rate an account's part. A region may ask flexible workers for a fixed amount instead
    of a rate, or for its rate of one base for all; a large-amount part inside their rate is then taken of that base.
    """
    facts = {"scheme": "employee", "category": category} | ({"tier": tier} if tier else {})
    if category == "flexible" and view.declares("contribution.fixed_flexible", **facts):
        whole = view.find("contribution.fixed_flexible", **facts)
        return RuledMonth(MonthlyRates(0, 0, 0, 0, whole.number, 0, 0), rule_text((whole.citation,), view.digest))
    floor, cap = _limits(view, facts)
    person = view.find(PERSON_RATE[category], **facts)
    employer = view.find("contribution.rate_employer", **facts) if category == "in_service" else None
    maternity = _find_declared(view, "contribution.rate_maternity", facts) if category == "in_service" else None
    on_top = _find_declared(view, "contribution.large_amount_person", facts)
    inside = _find_declared(view, "contribution.rate_flexible_large", facts)
    account = view.find("account.rate", **facts) if view.has("account.rate", **facts) else None
    inside_bp = _number(inside)
    rates = MonthlyRates(
        floor_fen=floor.number,
        cap_fen=cap.number,
        person_bp=person.number - inside_bp,
        employer_bp=_number(employer),
        fixed_fen=0,
        large_fen=_number(on_top) + share(floor.number, inside_bp),
        account_bp=_number(account),
        maternity_bp=_number(maternity),
    )
    found = (floor, cap, person, employer, maternity, on_top, inside, account)
    citations = dict.fromkeys(ruled.citation for ruled in found if ruled is not None)
    return RuledMonth(rates, rule_text(citations, view.digest))


def _limits(view: PolicyView, facts: Mapping[str, str]) -> tuple[Ruled, Ruled]:
    """The floor and cap of the base; where flexible workers have one base for all, it is both."""
    if facts["category"] == "flexible" and view.declares("contribution.flexible_base", **facts):
        base = view.find("contribution.flexible_base", **facts)
        return base, base
    return view.find("contribution.base_floor", **facts), view.find("contribution.base_cap", **facts)


def _number(ruled: Ruled | None) -> int:
    return ruled.number if ruled is not None else 0


def yearly_amount(view: PolicyView, category: str, age: int, tier: str = "") -> RuledYear:
    """What a resident of a category, age and tier pays for a year; raises UnknownRule when it is not known."""
    facts: dict[str, str | int] = {"scheme": "resident", "category": category, "age": age}
    person = view.find("contribution.resident_person", **facts, **({"tier": tier} if tier else {}))
    subsidy = view.find("contribution.resident_subsidy", **facts)
    return RuledYear(person.number, subsidy.number, rule_text((person.citation, subsidy.citation), view.digest))


def late_amount(view: PolicyView, category: str, age: int, tier: str = "") -> int:
    """What a resident pays in fen who missed the window; raises UnknownRule where that is not known."""
    ruled = yearly_amount(view, category, age, tier)
    pays_both = view.find("contribution.resident_late_pays_subsidy", scheme="resident").value is True
    return resident_year_due(ruled.amount_fen, ruled.subsidy_fen, late=True, late_pays_subsidy=pays_both)


def resident_window(view: PolicyView) -> ResidentWindow | None:
    """The collection window of the view's year; None where its last day is not known.

    A window that ends in the second half of a year is for the year after. Newborns are exempt where the waiting rule
    exempts them, and so is who left the employee scheme no longer ago than its forgiven gap.
    """
    facts = {"scheme": "resident"}
    if not view.has("calendar.resident_window_last_month", **facts):
        return None
    month = view.find("calendar.resident_window_last_month", **facts)
    year = view.day.year - 1 if month.number > MID_YEAR else view.day.year
    day = DAY_31
    if view.declares("calendar.resident_window_last_day", **facts):
        day = view.find("calendar.resident_window_last_day", **facts).number
    exempt = (
        str(view.find("entitlement.wait_exempt", **facts).value) if view.has("entitlement.wait_exempt", **facts) else ""
    )
    gap = "entitlement.employee_gap_months"
    switch = view.find(gap, scheme="employee").number if view.has(gap, scheme="employee") else 0
    last_day = payment_day(date(year, month.number, 1), day)
    return ResidentWindow(last_day, "newborn" in exempt.split(), switch, rule_text((month.citation,), view.digest))


def rule_text(citations: Iterable[Citation], digest: str) -> str:
    """The keys and entry dates that gave a figure and the view they stood in, as stored beside it."""
    keys = ", ".join(f"{citation.key}@{citation.starts}" for citation in citations)
    return f"{keys} ({digest[:12]})"


def _find_declared(view: PolicyView, key: str, facts: Mapping[str, str]) -> Ruled | None:
    """The rule for the facts, None where the region has no such rule at all; a gap still raises UnknownRule."""
    return view.find(key, **facts) if view.declares(key, **facts) else None
