"""The allocation run 划入: what a month gives to every account of a region, and what earlier months still owe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from mingzhang.basics.periods import month_of
from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts import rules
from mingzhang.money.accounts.operations.keeping import release_lapsed_freezes
from mingzhang.money.accounts.records import RunResult
from mingzhang.money.contributions.rules import payment_day
from mingzhang.rules.policy import PolicyView, UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "allocation.sql")
CHUNK = 50_000  # people posted in one transaction: a killed run loses at most this much work and no truth

Values = dict[str, object]


def run_allocation(
    connection: Connection, region: str, month: date, *, now: datetime, chunk: int = CHUNK
) -> RunResult | Refusal:
    """Allocate a month for the whole region, and make up (补划) earlier months that were paid since.

    Contributors get the account's part of a month once the month is paid in full; retired people their fixed amount.
    Money of accounts that are not activated or are frozen is posted and held. Each chunk of people is one transaction
    and each person's month is allocated once, so a run that was killed is simply run again, and a run that is repeated
    posts only what became payable since. Refuses UNKNOWN_RULE before anything is written.
    """
    first = month_of(month)
    values: Values = {"region": region, "month": first, "now": now, "on": now.date()}
    try:
        values |= _ruled(connection, view_for(region, first), values)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    (run_id,) = _one(connection, "open_run", values)
    values["run_id"] = run_id
    release_lapsed_freezes(connection, region, now=now)
    totals = [0, 0, 0, 0]
    for people in _chunks(connection, values, chunk):
        done = _allocate_chunk(connection, region, values | people, now)
        totals = [total + more for total, more in zip(totals, done, strict=True)]
    waiting, suspended = _one(connection, "not_posted", values)
    connection.execute(_SQL["finish_run"], values)
    posted, posted_fen, made_up, made_up_fen = totals
    return RunResult(
        run_id=run_id,
        month=first,
        posted=posted,
        posted_fen=posted_fen,
        made_up=made_up,
        made_up_fen=made_up_fen,
        waiting=waiting,
        suspended=suspended,
    )


def _allocate_chunk(connection: Connection, region: str, values: Values, now: datetime) -> tuple[int, ...]:
    """Items, transfers, balances and holds of one chunk of people, in one transaction; the counts and sums posted."""
    with connection.transaction():
        connection.execute(_SQL["one_at_a_time"], values)
        connection.execute(_SQL["items_from_contributions"], values)
        connection.execute(_SQL["items_of_retired"], values)
        connection.execute(_SQL["suspend_items"], values)
        connection.execute(_SQL["open_ready"])
        connection.execute(_SQL["clear_ready"])
        connection.execute(_SQL["fill_ready"], values)
        connection.execute(_SQL["open_accounts"], values)
        posted = ledger.post_many(connection, region, _SQL["transfers"], values)
        if isinstance(posted, Refusal):
            raise InvariantBroken(f"an allocation could not be posted: {posted.code}")
        connection.execute(_SQL["mark_posted"], values)
        ledger.hold_many(connection, region, _SQL["unusable"], values, at=now)
        return _one(connection, "totals", values)


def _chunks(connection: Connection, values: Values, size: int) -> Iterator[Values]:
    lowest, highest = _one(connection, "span", values)
    for start in range(lowest, highest + 1, size):
        yield {"first": start, "last": start + size - 1}


def _ruled(connection: Connection, view: PolicyView, values: Values) -> Values:
    """The figures the run needs from policy: the day the money is due, and the retired people's amounts by age."""
    ages = [row[0] for row in connection.execute(_SQL["retired_ages"], values).fetchall()]
    found = [view.find("account.fixed", scheme="employee", category="retired", age=age) for age in ages]
    return {
        "due_on": rules.allocation_day(
            view.day,
            payment_day(view.day, view.find("calendar.payment_cutoff_day").number),
            view.find("calendar.allocation_day", scheme="employee").number,
        ),
        "ages": ages,
        "amounts": [ruled.number for ruled in found],
        "rules": [f"{ruled.citation.key}@{ruled.citation.starts} ({view.digest[:12]})" for ruled in found],
    }


def _one(connection: Connection, statement: str, values: Values) -> tuple[int, ...]:
    row = connection.execute(_SQL[statement], values).fetchone()
    if row is None:
        raise InvariantBroken(f"the allocation statement {statement} answered nothing")
    return row
