"""Allocation runs: the region's calendar, what a run would do, what it did, and for whom nothing was given and why."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from psycopg import Rollback

from mingzhang.basics.periods import add_months, age_on, each_month, month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.jobs import Report
from mingzhang.money.accounts.planning import RunPlan, parts_by_rule, plan_run
from mingzhang.money.accounts.queries.account import items, runs
from mingzhang.money.accounts.records import CalendarMonth, Outcome, Preview, Run, RunPart
from mingzhang.money.accounts.shares import Belonging, rhythm_of, share_of
from mingzhang.money.accounts.staging import CHUNK, chunks_of, fill_fresh
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "results.sql")
_RUN = load_statements("mingzhang.money.accounts", "allocation.sql")
_JUDGED_SUMS = f"with judged as ({_RUN['judged']}) {_RUN['judged_sums']}"
_PAYABLE_SUMS = f"with payable as ({_RUN['payable']}) {_RUN['payable_sums']}"
MONTHS_LOOKED_BACK = 11
NOT_POSTED = ("WAITING_MONEY", "PART_PAID", "SUSPENDED", "CLOSED")


def calendar_of(connection: Connection, region: str, first: date, last: date) -> tuple[CalendarMonth, ...]:
    """The region's months from `first` to `last`: when each is due by its calendar, and its run, if there was one."""
    known = {run.month: run for run in runs(connection, region)}
    return tuple(_calendar_month(region, month, known.get(month)) for month in each_month(first, last))


def late_months(connection: Connection, region: str, today: date) -> frozenset[date]:
    """The months of the last year whose day has passed without a run; none before the region's first run."""
    this = month_of(today)
    months = calendar_of(connection, region, add_months(this, -MONTHS_LOOKED_BACK), this)
    first = min((run.month for run in runs(connection, region)), default=this)
    return frozenset(
        one.month
        for one in months
        if one.closes and one.run is None and one.month > first and one.due_on is not None and one.due_on < today
    )


def run_by_id(connection: Connection, region: str, run_id: int) -> Run | None:
    """A run by number."""
    row = connection.execute(_SQL["run"], {"region": region, "run_id": run_id}).fetchone()
    return Run(*row) if row is not None else None


def run_parts(connection: Connection, region: str, run_id: int) -> tuple[RunPart, ...]:
    """A run's people by what became of them, as it stood when the run finished."""
    rows = connection.execute(_SQL["parts"], {"region": region, "run_id": run_id}).fetchall()
    return tuple(RunPart(*row) for row in rows)


def preview(
    connection: Connection, region: str, month: date, *, now: datetime, report: Report | None = None
) -> Preview | Refusal:
    """What a run of the month would do now, by the statements of the run itself; nothing is written.

    Refuses as the run does. Earlier months that would be made up are counted with it.
    """
    plan = plan_run(connection, region, month, now=now)
    if isinstance(plan, Refusal):
        return plan
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    chunks = tuple(chunks_of(connection, plan.values, CHUNK))
    for done, people in enumerate(chunks, 1):
        _preview_chunk(connection, plan, plan.values | people, counts, sums)
        if report is not None:
            report("preview", done, len(chunks))
    parts = [RunPart(reason, "", "", counts[reason], sums[reason], {}) for reason in sorted(counts)]
    return Preview(plan.month, plan.rhythm.due_on, (*parts, *parts_by_rule(plan)), plan.left_out)


def outcome(connection: Connection, region: str, person_id: int, month: date) -> Outcome | None:
    """What a month's run did for one person, and why nothing where it gave nothing; None before the run."""
    first = month_of(month)
    run = next((run for run in runs(connection, region) if run.month == first), None)
    found = items(connection, region, person_id, first, first)
    coverage = enrolment.coverage_on(connection, region, person_id, first) or enrolment.coverage_on(
        connection, region, person_id, add_months(first, 1)
    )
    category = coverage.category if coverage is not None else ""
    if found:
        reason = _reason_of_item(connection, region, person_id, first)
        return Outcome(person_id, first, reason, found[0].amount_fen, category, found[0])
    if run is None or coverage is None:
        return None
    who = enrolment.person(connection, region, person_id)
    age = age_on(who.birth_date, first) if who is not None else 0
    share = share_of(view_for(region, first), Belonging(category, coverage.tier or "", age))
    reason = {"none": "NO_ACCOUNT", "unknown": "RULE_UNKNOWN", "rate": "NOT_ASSESSED", "fixed": "RETIRED_IN_MONTH"}.get(
        share.kind, "GIVEN_FOR_YEAR"
    )
    return Outcome(person_id, first, reason, 0, category)


def skipped(
    connection: Connection, region: str, run_id: int, reason: str, *, after: int = 0, limit: int = 50
) -> tuple[Outcome, ...]:
    """The people of a run who ended for one reason (POSTED and MADE_UP included), as it stands now, page by page.

    `after` is the last person of the page before.
    """
    run = run_by_id(connection, region, run_id)
    if run is None:
        return ()
    values: dict[str, Any] = {
        "region": region,
        "run_id": run_id,
        "month": run.month,
        "month_ends": add_months(run.month, 1),
        "reason": reason,
        "after": after,
        "limit": limit,
    }
    if reason in ("POSTED", "MADE_UP"):
        statement = "people_posted"
    elif reason in NOT_POSTED:
        statement = "people_not_posted"
    else:
        statement = "people_without_item"
        meant = [part for part in run_parts(connection, region, run_id) if part.reason == reason]
        values |= {"of_categories": [part.category for part in meant], "of_tiers": [part.tier for part in meant]}
    rows = connection.execute(_SQL[statement], values).fetchall()
    return tuple(Outcome(person, run.month, reason, fen, category) for person, fen, category in rows)


def _calendar_month(region: str, month: date, run: Run | None) -> CalendarMonth:
    try:
        rhythm = rhythm_of(view_for(region, month), month)
    except UnknownRule as unknown:
        return CalendarMonth(month, None, False, run, Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix"))
    return CalendarMonth(month, rhythm.due_on, rhythm.closing == month, run)


def _preview_chunk(
    connection: Connection, plan: RunPlan, values: dict[str, Any], counts: Counter[str], sums: Counter[str]
) -> None:
    """Stage what the run would stage and count it; the stage is thrown away."""
    with connection.transaction() as staged:
        connection.execute(_RUN["trust_indexes"])
        fill_fresh(connection, plan, values)
        for state, account, in_span, people, fen in connection.execute(_JUDGED_SUMS, values).fetchall():
            reason = _reason_of_new(state, account, in_span)
            counts[reason] += people
            sums[reason] += fen
        for in_span, people, fen in connection.execute(_PAYABLE_SUMS, values).fetchall():
            counts["POSTED" if in_span else "MADE_UP"] += people
            sums["POSTED" if in_span else "MADE_UP"] += fen
        raise Rollback(staged)


def _reason_of_new(state: str, account_state: str, in_span: bool) -> str:
    if state == "posted":
        return "POSTED" if in_span else "MADE_UP"
    if state == "suspended":
        return "SUSPENDED"
    return "CLOSED" if account_state == "closed" else "WAITING_MONEY"


def _reason_of_item(connection: Connection, region: str, person_id: int, month: date) -> str:
    values = {"region": region, "person_id": person_id, "month": month}
    row = connection.execute(_SQL["reason_of_item"], values).fetchone()
    return str(row[0]) if row is not None else "WAITING_MONEY"
