"""The allocation run 划入: what a month gives to every account of a region, and what earlier months still owe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from mingzhang.basics.refusal import InvariantBroken, Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs import Report
from mingzhang.money.accounts.operations.beside import work_through
from mingzhang.money.accounts.operations.freezing import release_lapsed_freezes
from mingzhang.money.accounts.operations.results import write_results
from mingzhang.money.accounts.planning import RunPlan, Values, people_without_item, plan_run
from mingzhang.money.accounts.records import RunResult
from mingzhang.money.accounts.staging import CHUNK, chunks_of, fill_fresh, one

_SQL = load_statements("mingzhang.money.accounts", "allocation.sql")
_READY_FRESH = f"with judged as ({_SQL['judged']}) {_SQL['ready_fresh']}"
_READY_EARLIER = f"with payable as ({_SQL['payable']}) {_SQL['ready_earlier']}"


def run_allocation(
    connection: Connection,
    region: str,
    month: date,
    *,
    now: datetime,
    chunk: int = CHUNK,
    helpers: int = 0,
    report: Report | None = None,
) -> RunResult | Refusal:
    """Allocate a month for the whole region, and make up (补划) earlier months that were paid since.

    Contributors get the account's part of a month once the month is paid in full; retired people their fixed amount,
    each month or once a year as the pack says. Money of accounts that are not activated or are frozen is posted and
    held. A category whose rule is not known is left out and named. Each chunk of people is one transaction and each
    person's month is allocated once, so a run that was killed is simply run again, and a run that is repeated posts
    only what became payable since. `helpers` more connections share the work; they see only what is committed.

    Refuses UNKNOWN_RULE before anything is written when nobody's rule is known, and NOT_AN_ALLOCATION_MONTH.
    """
    plan = plan_run(connection, region, month, now=now)
    if isinstance(plan, Refusal):
        return plan
    with _alone(connection, plan.values):
        (run_id,) = one(connection, "open_run", plan.values)
        values = plan.values | {"run_id": run_id}
        release_lapsed_freezes(connection, region, now=now)
        chunks = tuple(chunks_of(connection, values, chunk))
        done = work_through(
            connection, chunks, lambda own, people: _allocate_chunk(own, plan, values | people, now), helpers, report
        )
        posted, posted_fen, made_up, made_up_fen = (sum(column) for column in zip((0, 0, 0, 0), *done, strict=True))
        result = RunResult(run_id, plan.month, posted, posted_fen, made_up, made_up_fen, 0, 0, left_out=plan.left_out)
        without = work_through(
            connection, chunks, lambda own, people: people_without_item(own, values | people), helpers
        )
        result = write_results(connection, plan, values, result, without)
        connection.execute(_SQL["finish_run"], values)
    return result


def _allocate_chunk(connection: Connection, plan: RunPlan, values: Values, now: datetime) -> tuple[int, ...]:
    """Items, transfers, balances and holds of one chunk of people, in one transaction; the counts and sums posted."""
    with connection.transaction():
        connection.execute(_SQL["share_with_chunks"], values)
        connection.execute(_SQL["trust_indexes"])
        fill_fresh(connection, plan, values)
        connection.execute(_SQL["open_ready"])
        connection.execute(_SQL["clear_ready"])
        connection.execute(_SQL["refresh_waiting"], values)
        connection.execute(_SQL["suspend_items"], values)
        connection.execute(_READY_EARLIER, values)
        connection.execute(_SQL["join_ranges"])
        connection.execute(_READY_FRESH, values)
        connection.execute(_SQL["join_rows"])
        connection.execute(_SQL["write_earlier"], values)
        connection.execute(_SQL["write_fresh"], values)
        connection.execute(_SQL["open_accounts"], values)
        posted = ledger.post_many(connection, plan.region, _SQL["transfers"], values)
        if isinstance(posted, Refusal):
            raise InvariantBroken(f"an allocation could not be posted: {posted.code}")
        ledger.hold_many(connection, plan.region, _SQL["unusable"], values, at=now)
        return one(connection, "count_posted", values)


@contextmanager
def _alone(connection: Connection, values: Values) -> Iterator[None]:
    connection.execute(_SQL["lock_run"], values)
    try:
        yield
    finally:
        connection.execute(_SQL["unlock_run"], values)
