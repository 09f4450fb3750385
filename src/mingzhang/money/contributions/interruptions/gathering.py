"""Reading what a person's map of months and its gaps rest on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mingzhang.basics.periods import month_of
from mingzhang.books import evidence
from mingzhang.books.database import Connection
from mingzhang.money.contributions import queries
from mingzhang.money.contributions.interruptions.records import Arrears, PaymentTry
from mingzhang.money.contributions.interruptions.rules import gaps_of, month_map
from mingzhang.registers.enrolment import queries as register

_CHINA = ZoneInfo("Asia/Shanghai")
_TRIES = ("PAYMENT_FAILED", "PAYMENT_REFUSED")


def arrears(connection: Connection, region: str, person_id: int, on: date) -> Arrears:
    """A person's months up to a day and the gaps in them, each with its cause, its evidence and how it ended."""
    months = queries.months(connection, region, person_id, date.min, on, as_of=on)
    coverages = register.coverages(connection, region, person_id)
    marks = month_map(months, coverages, on)
    tries = payment_tries(connection, region, person_id, since=marks[0].month, until=on) if marks else ()
    return Arrears(person_id, on, marks, gaps_of(marks, coverages, tries, on))


def payment_tries(
    connection: Connection, region: str, person_id: int, *, since: date, until: date
) -> tuple[PaymentTry, ...]:
    """The tries to pay for a person that failed or were refused, oldest first."""
    events = evidence.events(
        connection,
        region,
        person_id,
        since=datetime.combine(since, time(), _CHINA),
        until=datetime.combine(until + timedelta(days=1), time(), _CHINA),
    )
    return tuple(
        PaymentTry(
            event.event_id, str(event.detail.get("code", "")), _months(event.detail.get("months")), event.happened_at
        )
        for event in events
        if event.kind in _TRIES
    )


def _months(told: object) -> tuple[date, ...]:
    """The months that a record names, as the first of each; one that cannot be read is no month."""
    if not isinstance(told, list):
        return ()
    return tuple(month_of(date.fromisoformat(f"{str(month)[:7]}-01")) for month in told)
