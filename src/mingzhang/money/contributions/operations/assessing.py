"""Assessing 核定: from coverage, declared wages and the month's rules to what is due, for a whole region at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions import rules
from mingzhang.money.contributions.rates import (
    PERSON_RATE,
    YEARLY_CATEGORIES,
    RuledMonth,
    RuledYear,
    late_amount,
    monthly_rates,
    resident_window,
    yearly_amount,
)
from mingzhang.money.contributions.records import Assessed
from mingzhang.rules.policy import PolicyView, UnknownRule, view_for

_SQL = load_statements("mingzhang.money.contributions", "assess.sql")

Rates = dict[tuple[str, str], RuledMonth]  # by category and tier


def declare_base(connection: Connection, region: str, person_id: int, *, from_month: date, declared_fen: int) -> None:
    """Declare a person's monthly wage in fen from a month on; the latest declaration up to a month counts."""
    values = {
        "region": region,
        "person_id": person_id,
        "from_month": month_of(from_month),
        "declared_fen": declared_fen,
    }
    connection.execute(_SQL["declare"], values)


def declare_bases(
    connection: Connection, region: str, declarations: Iterable[tuple[int, int]], *, from_month: date
) -> None:
    """Declare many people's monthly wages at once, as (person id, fen); a second one for the same month is a fault."""
    with (
        connection.transaction(),
        connection.cursor() as cursor,
        cursor.copy(_SQL["copy_declarations"]) as copy,
    ):
        for person_id, declared_fen in declarations:
            copy.write_row((region, person_id, month_of(from_month), declared_fen))


def assess_month(connection: Connection, region: str, month: date, *, now: datetime) -> Assessed:
    """Find what is due for a month for everybody who pays; what was assessed before stays as it is.

    Employees, flexible workers and those who pay on after retirement owe the month; residents owe the year from its
    first covered month. Who declared no wage is assessed on the floor. A category whose rule is not known is left out
    and named in `left_out` (Refusal UNKNOWN_RULE).
    """
    first = month_of(month)
    view = view_for(region, first)
    values: dict[str, object] = {
        "region": region,
        "month": first,
        "due_on": rules.payment_day(first, view.find("calendar.payment_cutoff_day").number),
        "assessed_on": now.date(),
    }
    present = connection.execute(_SQL["categories"], values).fetchall()
    rates, amounts, left_out = _figures(view, present)
    with connection.transaction():
        monthly = connection.execute(_SQL["assess_months"], values | rate_columns(rates)).fetchone()
        yearly = connection.execute(_SQL["assess_years"], values | _yearly_columns(view, amounts)).fetchone()
    if monthly is None or yearly is None:
        raise InvariantBroken("an assessment answered nothing")
    people, person_due, employer_due = (one + other for one, other in zip(monthly, yearly, strict=True))
    return Assessed(first, people, person_due, employer_due, left_out)


def _figures(
    view: PolicyView, present: Iterable[tuple[str, str, str, int]]
) -> tuple[Rates, dict[tuple[str, str, int], RuledYear], tuple[Refusal, ...]]:
    """The figures for every category and tier (and age of residents) that is present, and the unknown ones."""
    rates: Rates = {}
    amounts: dict[tuple[str, str, int], RuledYear] = {}
    unknown: dict[str, Refusal] = {}
    for scheme, category, tier, age in present:
        try:
            if scheme == "employee" and category in PERSON_RATE:
                rates[category, tier] = monthly_rates(view, category, tier)
            elif scheme == "resident" and category in YEARLY_CATEGORIES:
                amounts[category, tier, age] = yearly_amount(view, category, age, tier)
        except UnknownRule as error:
            facts = {**error.refusal_facts(), "category": category}
            unknown[category] = Refusal("UNKNOWN_RULE", facts, "after_fix")
    return rates, amounts, tuple(unknown.values())


def rate_columns(ruled: Rates) -> dict[str, object]:
    """The monthly figures by category and tier, as the statements take them."""
    rates = [month.rates for month in ruled.values()]
    return {
        "categories": [category for category, _ in ruled],
        "tiers": [tier for _, tier in ruled],
        "floors": [rate.floor_fen for rate in rates],
        "caps": [rate.cap_fen for rate in rates],
        "person_bps": [rate.person_bp for rate in rates],
        "employer_bps": [rate.employer_bp for rate in rates],
        "fixed": [rate.fixed_fen for rate in rates],
        "large": [rate.large_fen for rate in rates],
        "account_bps": [rate.account_bp for rate in rates],
        "maternity_bps": [rate.maternity_bp for rate in rates],
        "rules": [month.rule for month in ruled.values()],
    }


def _yearly_columns(view: PolicyView, amounts: dict[tuple[str, str, int], RuledYear]) -> dict[str, object]:
    window = resident_window(view)
    return {
        "categories": [category for category, _, _ in amounts],
        "tiers": [tier for _, tier, _ in amounts],
        "ages": [age for _, _, age in amounts],
        "amounts": [ruled.amount_fen for ruled in amounts.values()],
        "subsidies": [ruled.subsidy_fen for ruled in amounts.values()],
        "late_amounts": [_late_amount(view, category, age, tier) for category, tier, age in amounts],
        "rules": [ruled.rule for ruled in amounts.values()],
        "year": date(view.day.year, 1, 1),
        "window_ends": window.last_day if window is not None else None,
        "newborns_exempt": window is not None and window.newborns_exempt,
        "switch_months": window.switch_months if window is not None else 0,
    }


def _late_amount(view: PolicyView, category: str, age: int, tier: str) -> int | None:
    """The late price, None where it is not known: who must pay it is then not assessed."""
    try:
        return late_amount(view, category, age, tier)
    except UnknownRule:
        return None
