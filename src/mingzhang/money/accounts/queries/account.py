"""The account as it is: its state and why, its money, its freezes, what each month gave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mingzhang.basics.periods import Period, month_of
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts import rules
from mingzhang.money.accounts.records import AccountView, AllocationItem, Freeze, Run
from mingzhang.registers.enrolment import queries as enrolment
from mingzhang.rules.policy import Citation, UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "accounts.sql")


def account_of(connection: Connection, region: str, person_id: int, as_of: datetime) -> AccountView:
    """A person's account: whether there is one, why (not), and its money now.

    The state is that of the day of `as_of`; the money is what the ledger holds at the moment of asking.
    """
    day = as_of.date()
    row = connection.execute(_SQL["account"], {"region": region, "person_id": person_id, "day": day}).fetchone()
    opened_on, activated_on, closed_on = row[1:4] if row is not None else (None, None, None)
    coverage = enrolment.coverage_on(connection, region, person_id, day)
    category = coverage.category if coverage is not None else None
    tier = coverage.tier if coverage is not None else None
    entitled, citation = category_has_account(region, category, day, tier=tier)
    running = tuple(f.kind for f in freezes(connection, region, person_id) if f.span.holds(day))
    facts = rules.AccountFacts(opened_on, activated_on, closed_on, running, category, entitled)
    state, reason = rules.account_state(facts, day)
    money = ledger.balance(connection, region, "personal", person_id)
    return AccountView(
        state=state,
        reason=reason,
        rule=citation,
        balance_fen=money.balance_fen,
        held_fen=money.held_fen,
        available_fen=money.available_fen if state == "open" else 0,
        opened_on=opened_on,
        activated_on=activated_on,
        closed_on=closed_on,
        as_of=as_of,
    )


def category_has_account(
    region: str, category: str | None, day: date, *, tier: str | None = None
) -> tuple[bool | None, Citation | None]:
    """Whether a category has a personal account on a day, by policy, and the rule; None when no rule is known.

    Where the scheme has tiers (一档, 二档) some of them have none: `tier` is then the coverage's.
    """
    if category is None:
        return None, None
    scheme = "resident" if category in ("adult", "minor", "student") else "employee"
    try:
        facts = {"scheme": scheme, "category": category} | ({"tier": tier} if tier is not None else {})
        ruled = view_for(region, day).find("account.exists", **facts)
    except UnknownRule:
        return None, None
    return bool(ruled.value), ruled.citation


def movements(connection: Connection, region: str, person_id: int, first: date, last: date) -> ledger.Movements:
    """The account's story from one day to another: each movement with its kind and the balance after it."""
    return ledger.movements(connection, region, "personal", person_id, first, last)


def freezes(connection: Connection, region: str, person_id: int) -> tuple[Freeze, ...]:
    """All freezes of an account, oldest first, ended ones included."""
    values = {"region": region, "person_id": person_id}
    return tuple(freeze_of(row) for row in connection.execute(_SQL["freezes"], values).fetchall())


def items(connection: Connection, region: str, person_id: int, first: date, last: date) -> tuple[AllocationItem, ...]:
    """What the months from `first` to `last` gave, or will give, to a person's account."""
    values = {"region": region, "person_id": person_id, "first": month_of(first), "last": month_of(last)}
    return tuple(AllocationItem(*row) for row in connection.execute(_SQL["items"], values).fetchall())


def runs(connection: Connection, region: str) -> tuple[Run, ...]:
    """The region's allocation runs by month."""
    return tuple(Run(*row) for row in connection.execute(_SQL["runs"], {"region": region}).fetchall())


def freeze_of(row: tuple[Any, ...]) -> Freeze:
    """A row of the table as a freeze."""
    return Freeze(*row[:5], Period(row[5], row[6]), *row[7:])


def frozen_now(connection: Connection, region: str, on: date, *, after: int = 0, limit: int = 50) -> tuple[Freeze, ...]:
    """The freezes of a region that run on a day, a page at a time in the order in which they were ordered."""
    values = {"region": region, "day": on, "after": after, "limit": limit}
    return tuple(freeze_of(row) for row in connection.execute(_SQL["frozen_now"], values).fetchall())
