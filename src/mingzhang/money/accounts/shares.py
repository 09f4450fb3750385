"""From a region's policy to what a category's month gives to an account. Pure; fen, basis points, days.

Nothing is assumed: what the pack does not say is an answer of its own (`unknown`), with the missing document's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingzhang.basics.periods import add_months
from mingzhang.basics.refusal import Refusal
from mingzhang.money.accounts import rules
from mingzhang.money.contributions.rules import payment_day
from mingzhang.rules.policy import Citation, PolicyView, Ruled, UnknownRule

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who is meant: a category, its tier ("" where the scheme has one only) and the age on the month's first day."""

    category: str
    tier: str
    age: int

    @property
    def scheme(self) -> str:
        """The scheme that the category belongs to."""
        return "resident" if self.category in ("adult", "minor", "student") else "employee"

    def facts(self, **more: int) -> dict[str, str | int | bool]:
        """The facts by which a rule is asked."""
        facts: dict[str, str | int | bool] = {"scheme": self.scheme, "category": self.category}
        return facts | ({"tier": self.tier} if self.tier else {}) | more


@dataclass(frozen=True, slots=True)
class Share:
    """What the month gives to a category of people.

    `rate`: the share of the contribution, less `longcare_bp` of its base; `fixed`: `amount_fen` each month; `yearly`:
    `amount_fen` once, at the year's beginning; `none`: no account by rule; `unknown`: see `missing`.
    """

    kind: Literal["rate", "fixed", "yearly", "none", "unknown"]
    rule: str = ""
    amount_fen: int = 0
    longcare_bp: int = 0
    citation: Citation | None = None
    missing: Refusal | None = None


def share_of(view: PolicyView, who: Belonging) -> Share:
    """What the rules of the view's day give to a category (of an age, where the rule asks for it)."""
    try:
        return _known_share(view, who)
    except UnknownRule as unknown:
        facts = {**unknown.refusal_facts(), "category": who.category}
        return Share("unknown", missing=Refusal("UNKNOWN_RULE", facts, "after_fix"))


def _known_share(view: PolicyView, who: Belonging) -> Share:
    exists = view.find("account.exists", **who.facts())
    if exists.value is False:
        return Share("none", citation=exists.citation)
    if who.category == "retired":
        yearly = view.declares("account.fixed_yearly", **who.facts())
        ruled = view.find("account.fixed_yearly" if yearly else "account.fixed", **who.facts(age=who.age))
        rule = _rule_text(view, ruled)
        return Share("yearly" if yearly else "fixed", rule, ruled.number, citation=ruled.citation)
    rate = view.find("account.rate", **who.facts())
    if not view.declares("account.longcare_share", **who.facts()):
        return Share("rate", citation=rate.citation)
    longcare = view.find("account.longcare_share", **who.facts(age=who.age))
    return Share("rate", _rule_text(view, longcare), 0, longcare.number, rate.citation)


def _rule_text(view: PolicyView, ruled: Ruled) -> str:
    return f"{ruled.citation.key}@{ruled.citation.starts} ({view.digest[:12]})"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """In which months a region allocates: `months` of them at a time, in the last one, due on `due_on`."""

    first: date
    closing: date
    due_on: date

    @property
    def months(self) -> tuple[date, ...]:
        """The months that are allocated together."""
        found = [self.first]
        while found[-1] < self.closing:
            found.append(add_months(found[-1], 1))
        return tuple(found)


def rhythm_of(view: PolicyView, month: date) -> Rhythm:
    """The span of allocation that a month belongs to; raises UnknownRule when the calendar is not known.

    A region without `account.allocations_per_year` allocates by its day of the month, every month. Fewer allocations
    than twelve cut the medical year into equal spans.
    """
    times = MONTHS
    if view.declares("account.allocations_per_year", scheme="employee"):
        times = view.find("account.allocations_per_year", scheme="employee").number
    first = closing = month
    if times != MONTHS:
        first, closing = rules.allocation_span(month, view.find("calendar.medical_year_start").number, times)
    cutoff = view.find("calendar.payment_cutoff_day").number
    day = view.find("calendar.allocation_day", scheme="employee").number
    return Rhythm(first, closing, rules.allocation_day(closing, payment_day(closing, cutoff), day))


def year_begins(view: PolicyView, month: date) -> bool:
    """Whether a month is the first of the region's medical year, in which a yearly amount comes."""
    return month.month == view.find("calendar.medical_year_start").number
