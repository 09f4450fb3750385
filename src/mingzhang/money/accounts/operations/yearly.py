"""Once a year: the interest of all accounts 计息, and the change of years 结转."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from mingzhang.basics.periods import add_months
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs import Report
from mingzhang.money.accounts.earning import Earning, earning_of
from mingzhang.money.accounts.operations.beside import work_through
from mingzhang.money.accounts.planning import Values
from mingzhang.money.accounts.records import CarryOver, InterestResult
from mingzhang.money.accounts.staging import CHUNK, chunks_of
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "years.sql")


def run_interest(
    connection: Connection,
    region: str,
    year: int,
    *,
    now: datetime,
    chunk: int = CHUNK,
    report: Report | None = None,
) -> InterestResult | Refusal:
    """Credit a medical year's interest to every open account, on the year's last day; each account gets a year once.

    Day by day with the day's rate, divided by the pack's days of a year, half up to the fen. Interest of accounts that
    are frozen or not activated is held with the rest. A run that was killed is run again. Refuses UNKNOWN_RULE, and
    YEAR_NOT_OVER.
    """
    try:
        starts, until = _year(region, year)
        if now.date() < until:
            return Refusal("YEAR_NOT_OVER", {"year": year, "until": until.isoformat()}, "later")
        earning = earning_of(region, starts, until)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    values = _values(region, year, earning, now)
    with _alone(connection, values):
        chunks = tuple(chunks_of(connection, values, chunk))
        done = work_through(
            connection, chunks, lambda own, people: _earn_chunk(own, region, values | people, now), report=report
        )
    accounts, fen, nothing = (sum(column) for column in zip((0, 0, 0), *done, strict=True))
    return InterestResult(year, accounts, fen, nothing)


def carry_over(connection: Connection, region: str, year: int, *, now: datetime) -> CarryOver | Refusal:
    """Mark that a medical year began: what was left before its first day is prior-year money from then on.

    The mark counts what was carried; the parts themselves follow from the movements. A second call gives the first
    mark again. Refuses UNKNOWN_RULE, PARTS_NOT_KEPT and YEAR_NOT_BEGUN.
    """
    try:
        starts, _ = _year(region, year)
        kept = view_for(region, starts).find("account.parts_kept", scheme="employee")
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    if kept.value is False:
        return Refusal("PARTS_NOT_KEPT", {"day": starts.isoformat()}, "never")
    if now.date() < starts:
        return Refusal("YEAR_NOT_BEGUN", {"year": year, "starts": starts.isoformat()}, "later")
    rule = f"{kept.citation.key}@{kept.citation.starts}"
    values: Values = {"region": region, "year": year, "starts": starts, "now": now, "rule": rule}
    with connection.transaction():
        if connection.execute(_SQL["carry_over"], values).fetchone() is None:
            accounts, fen = connection.execute(_SQL["carried"], values).fetchone() or (0, 0)
            connection.execute(_SQL["insert_carry_over"], values | {"accounts": accounts, "carried_fen": fen})
        row = connection.execute(_SQL["carry_over"], values).fetchone()
    if row is None:
        raise InvariantBroken("a change of years was marked and is not there")
    return CarryOver(*row)


def _earn_chunk(connection: Connection, region: str, values: Values, now: datetime) -> tuple[int, ...]:
    with connection.transaction():
        connection.execute(_SQL["share_with_chunks"], values)
        connection.execute(_SQL["trust_indexes"])
        connection.execute(_SQL["earn"], values)
        posted = ledger.post_many(connection, region, _SQL["transfers"], values)
        if isinstance(posted, Refusal):
            raise InvariantBroken(f"interest could not be posted: {posted.code}")
        ledger.hold_many(connection, region, _SQL["unusable"], values, at=now)
        row = connection.execute(_SQL["totals"], values).fetchone()
    if row is None:
        raise InvariantBroken("an interest run answered nothing")
    return row


def _year(region: str, year: int) -> tuple[date, date]:
    """The first day of a medical year, and the first of the next; raises UnknownRule."""
    month = view_for(region, date(year, 12, 31)).find("calendar.medical_year_start").number
    starts = date(year, month, 1)
    return starts, add_months(starts, 12)


def _values(region: str, year: int, earning: Earning, now: datetime) -> Values:
    return {
        "region": region,
        "year": year,
        "starts": earning.starts,
        "until": earning.until,
        "days": list(earning.days),
        "weights": list(earning.weights),
        "days_basis": earning.days_basis,
        "divisor": earning.divisor,
        "rule": earning.rule,
        "credited_on": earning.until - timedelta(days=1),
        "now": now,
        "on": now.date(),
    }


@contextmanager
def _alone(connection: Connection, values: Values) -> Iterator[None]:
    connection.execute(_SQL["lock_year"], values)
    try:
        yield
    finally:
        connection.execute(_SQL["unlock_year"], values)
