"""Reading what a person's standing rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions import queries
from mingzhang.money.contributions.interruptions import month_map
from mingzhang.money.contributions.late import late_quote, restorations_of
from mingzhang.money.contributions.rates import monthly_rates
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.money.contributions.rules import month_due
from mingzhang.money.contributions.standing.records import Standing, Years
from mingzhang.money.contributions.standing.rules import StandingFacts, stand
from mingzhang.registers.enrolment import queries as register
from mingzhang.registers.enrolment.records import Coverage
from mingzhang.registers.enrolment.rules import clocks, coverage_holding
from mingzhang.rules.policy import UnknownRule, view_for


def standing(connection: Connection, region: str, person_id: int, day: date) -> Standing | Refusal:
    """How a person stands on a day; PERSON_UNKNOWN when the region's register has none such."""
    person = register.person(connection, region, person_id)
    if person is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    coverages = register.coverages(connection, region, person_id)
    months = queries.months(connection, region, person_id, date.min, day, as_of=day)
    coverage = coverage_holding(coverages, day)
    overdue = any(month.missing_fen > 0 and month.due_on < day for month in months)
    quote = late_quote(connection, region, person_id, on=day) if overdue else None
    return stand(
        StandingFacts(
            person_id=person_id,
            day=day,
            coverage=coverage,
            clocks=clocks(person, coverages, register.credentials(connection, region, person_id), day),
            months=months,
            quote=None if isinstance(quote, Refusal) else quote,
            restorations=restorations_of(connection, region, person_id),
            years=_years(connection, region, person_id, months, coverages, day),
        )
    )


def paid_months(months: Sequence[MonthStatus], coverages: Sequence[Coverage], day: date) -> int:
    """How many months of the employee scheme were paid by a day, each month once."""
    marks = month_map(months, coverages, day)
    return sum(mark.scheme == "employee" and mark.state in ("paid", "late") for mark in marks)


def _years(
    connection: Connection,
    region: str,
    person_id: int,
    months: Sequence[MonthStatus],
    coverages: Sequence[Coverage],
    day: date,
) -> Years:
    """The years towards retirement; what the missing months cost is told at a flexible worker's lowest month."""
    own = paid_months(months, coverages, day)
    found = register.years_towards_retirement(connection, region, person_id, day, own=own)
    if isinstance(found, Refusal):
        carried = register.transferred_months(connection, region, person_id, "employee")
        return Years(own, carried, None, None, None, None, (), (found,))
    citations = (found.rule,) if found.rule is not None else ()
    retired = any(one.category == "retired" and one.holds.holds(day) for one in coverages)
    missing = 0 if retired else found.missing
    monthly, unknown = _monthly_price(region, day) if missing else (None, ())
    price = missing * monthly if monthly is not None else None
    carried = found.carried + found.deemed
    return Years(own, carried, found.required, missing, price, monthly, citations, unknown)


def _monthly_price(region: str, day: date) -> tuple[int | None, tuple[Refusal, ...]]:
    try:
        return month_due(0, monthly_rates(view_for(region, day), "flexible").rates).person_fen, ()
    except UnknownRule as unknown:
        return None, (Refusal("UNKNOWN_RULE", unknown.refusal_facts()),)
