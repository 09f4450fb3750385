"""What a run leaves behind: whom it gave to and whom it skipped, by reason, as it stood when the run finished."""

from __future__ import annotations

from dataclasses import replace

from psycopg.types.json import Jsonb

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts.planning import RunPlan, Values, parts_by_rule
from mingzhang.money.accounts.records import RunPart, RunResult

_SQL = load_statements("mingzhang.money.accounts", "results.sql")
_OF_MONEY = {"WAITING_MONEY": "waiting", "PART_PAID": "part_paid", "SUSPENDED": "suspended", "CLOSED": "closed"}


def write_results(
    connection: Connection, plan: RunPlan, values: Values, result: RunResult, without: list[list[RunPart]]
) -> RunResult:
    """Keep the parts of a run that posted nothing; the result with the counts of what could not be given.

    `without` are the people of each chunk for whom the month has no item.
    """
    with connection.transaction():
        connection.execute(_SQL["trust_indexes"])
        rows = connection.execute(_SQL["not_posted"], values).fetchall()
        counts = dict.fromkeys(_OF_MONEY.values(), 0)
        for reason, _, people, _ in rows:
            counts[_OF_MONEY[reason]] += people
        counts["waiting"] += counts["part_paid"]
        stuck = [RunPart(reason, "", "", people, fen, {}) for reason, in_span, people, fen in rows if in_span]
        connection.execute(_SQL["clear_results"], values)
        parts = _merged([*stuck, *parts_by_rule(plan), *(part for chunk in without for part in chunk)])
        connection.execute(_SQL["write_results"], values | _part_columns(parts))
    return replace(result, **counts)


def _merged(parts: list[RunPart]) -> list[RunPart]:
    """Parts of one reason and category as one, with the facts of the first."""
    found: dict[tuple[str, str, str], RunPart] = {}
    for part in parts:
        key = (part.reason, part.category, part.tier)
        there = found.get(key)
        found[key] = replace(there, people=there.people + part.people) if there is not None else part
    return list(found.values())


def _part_columns(parts: list[RunPart]) -> Values:
    return {
        "reasons": [part.reason for part in parts],
        "of_categories": [part.category for part in parts],
        "of_tiers": [part.tier for part in parts],
        "people": [part.people for part in parts],
        "sums": [part.amount_fen for part in parts],
        "facts": [Jsonb(dict(part.facts)) for part in parts],
    }
