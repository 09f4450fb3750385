"""The years of an account: interest, the change of years, and the two parts 当年 and 历年."""

from __future__ import annotations

from datetime import date

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger
from mingzhang.books.database import Connection, load_statements
from mingzhang.money.accounts import parts
from mingzhang.money.accounts.records import CarryOver, Interest, SubBalances
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "statements.sql")


def interest_of(connection: Connection, region: str, person_id: int) -> tuple[Interest, ...]:
    """The interest that a person's account got, by year."""
    values = {"region": region, "person_id": person_id}
    return tuple(Interest(*row) for row in connection.execute(_SQL["interest_of"], values).fetchall())


def carry_overs(connection: Connection, region: str) -> tuple[CarryOver, ...]:
    """The changes of years that a region went through, oldest first."""
    return tuple(CarryOver(*row) for row in connection.execute(_SQL["carry_overs"], {"region": region}).fetchall())


def sub_balances(connection: Connection, region: str, person_id: int, on: date) -> SubBalances | Refusal:
    """The two parts of an account at the end of a day, by the region's order of use; their sum is the balance.

    They follow from the movements alone. Refuses PARTS_NOT_KEPT where the pack says that the region keeps no parts,
    and UNKNOWN_RULE where it does not say, or not in which order they are used.
    """
    view = view_for(region, on)
    try:
        kept = view.find("account.parts_kept", scheme="employee")
        if kept.value is False:
            return Refusal("PARTS_NOT_KEPT", {"day": on.isoformat()}, "never")
        first = view.find("account.part_first", scheme="employee")
        year_start = view.find("calendar.medical_year_start").number
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")
    story = ledger.movements(connection, region, "personal", person_id, date.min, on)
    current, prior = parts.split(story.lines, on, year_start=year_start, prior_first=first.value == "prior")
    return SubBalances(on, current, prior, first.citation)
