"""Assessing some people apart from the month's run: newly declared ones, and months that were declared otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions import rules
from mingzhang.money.contributions.operations.assessing import Rates, rate_columns
from mingzhang.money.contributions.rates import PERSON_RATE, monthly_rates
from mingzhang.money.contributions.records import Reassessed
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.contributions", "reassess.sql")
_SOME = "and c.person_id in (select unnest(%(people)s::bigint[]))"
_ASSESS_SOME = load_statements("mingzhang.money.contributions", "assess.sql")["assess_months"].replace(
    "/* only some people */", _SOME
)


def assess_people(
    connection: Connection,
    region: str,
    month: date,
    people: Sequence[int],
    *,
    by: str,
    now: datetime,
    file_id: int | None = None,
) -> Reassessed | Refusal:
    """Find what some employees owe for a month, anew where they were assessed already and the declared wage changed.

    An unpaid month becomes what it should be and the change is kept (`changed`); for a paid month the difference is
    written down (`differences`, their sum in fen): what is missing goes into the next month that is assessed, what was
    too much waits to be refunded. Refuses UNKNOWN_RULE.
    """
    first = month_of(month)
    values: dict[str, object] = {
        "region": region,
        "month": first,
        "people": list(people),
        "by": by,
        "now": now,
        "file_id": file_id,
        "assessed_on": now.date(),
    }
    present = connection.execute(_SQL["categories_of"], values).fetchall()
    try:
        view = view_for(region, first)
        values["due_on"] = rules.payment_day(first, view.find("calendar.payment_cutoff_day").number)
        rates: Rates = {
            (category, tier): monthly_rates(view, category, tier)
            for category, tier in present
            if category in PERSON_RATE
        }
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts())
    values |= rate_columns(rates)
    with connection.transaction():
        again = connection.execute(_SQL["assess_anew"], values).fetchone()
        new = connection.execute(_ASSESS_SOME, values).fetchone()
    if again is None or new is None:
        raise InvariantBroken("an assessment answered nothing")
    return Reassessed(first, new[0], *again)


def cancel_after_leaving(
    connection: Connection,
    region: str,
    employer_id: int,
    leavers: Sequence[tuple[int, date]],
    *,
    by: str,
    now: datetime,
    file_id: int | None = None,
) -> None:
    """Take back what an employer was assessed for people who had left, as (person id, first month without them)."""
    values = {
        "region": region,
        "employer_id": employer_id,
        "people": [person_id for person_id, _ in leavers],
        "months": [month_of(month) for _, month in leavers],
        "by": by,
        "now": now,
        "file_id": file_id,
    }
    connection.execute(_SQL["cancel_after_leaving"], values)
