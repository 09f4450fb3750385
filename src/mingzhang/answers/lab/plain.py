"""The plain form of a replay: one claim after another through `settle`, with the whole outcome of each.

Slow and complete: for following a few people line by line, and for proving that the compiled form agrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from mingzhang.answers.lab.columns import FACTS, group_columns
from mingzhang.basics.periods import medical_year
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.settlement import Balances, Bill, Outcome, PersonFacts, Plan, VisitFacts, plan_for, settle

_PERSON = frozenset(PersonFacts.__dataclass_fields__)
_VISIT = frozenset(VisitFacts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Followed:
    """One claim settled the plain way; `account_fen` is what the own account held before it."""

    claim: int
    person: int
    day: date
    bill: Bill
    account_fen: int
    plan: Plan | None
    outcome: Outcome | Refusal


@dataclass(slots=True)
class _Running:
    """What a person carries from claim to claim."""

    person: int
    account_fen: int = 0
    year: int | None = None
    admissions: int = 0
    totals: Mapping[str, int] | None = None


def follow(view: PolicyView, claims: pa.Table) -> Iterator[Followed]:
    """Settle the claims of whole people in order.

    Totals and admissions begin anew when the medical year of a claim's plan is another than before; the account goes
    on. A claim that meets an unknown rule moves nothing but what was credited before it.
    """
    groups = group_columns(claims.schema)
    running = _Running(person=-1)
    for row in _rows(claims):
        if row["person"] != running.person:
            running = _Running(row["person"])
        running.account_fen += row.get("credited_fen", 0)
        yield _settled(view, running, row, bill_of_row(row, groups))


def _settled(view: PolicyView, running: _Running, row: Mapping[str, Any], bill: Bill) -> Followed:
    """Settle one claim and carry on what it moved."""
    facts = {name: row[name] for name in FACTS if name in row}
    person = PersonFacts(**{name: fact for name, fact in facts.items() if name in _PERSON})
    visit = {name: fact for name, fact in facts.items() if name in _VISIT}
    held = running.account_fen
    first = plan_for(view, person, VisitFacts(**visit))
    if isinstance(first, Plan):
        year = medical_year(row["day"], first.year_starts_in_month)
        if year != running.year:
            running.year, running.admissions, running.totals = year, 0, None
    stay = visit["benefit"] == "inpatient"
    plan = plan_for(view, person, VisitFacts(**visit, admission=running.admissions + 1)) if stay else first
    if isinstance(plan, Refusal):
        return Followed(row["claim"], row["person"], row["day"], bill, held, None, plan)
    outcome = settle(plan, bill, running.totals or {}, Balances(held, account_usable=True, account_reason=""))
    if isinstance(outcome, Outcome):
        running.account_fen -= outcome.account_fen
        running.totals = outcome.accumulators
        running.admissions += stay
    return Followed(row["claim"], row["person"], row["day"], bill, held, plan, outcome)


def bill_of_row(row: Mapping[str, Any], groups: Mapping[str, str]) -> Bill:
    """The bill of one claim."""
    wholly_own, over_limit, first_self = (
        row.get(name, 0) for name in ("wholly_own_fen", "over_limit_fen", "first_self_fen")
    )
    scope = tuple((group, row[column]) for group, column in groups.items())
    total = wholly_own + over_limit + first_self + sum(amount for _, amount in scope)
    return Bill(total, wholly_own, over_limit, first_self, scope)


def _rows(claims: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows as plain values."""
    for batch in claims.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()
