"""Money on its way out of accounts: withdrawals, moves to other regions, payments and what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from mingzhang.basics.refusal import Refusal
from mingzhang.books import ledger, vault
from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import OWED
from mingzhang.money.accounts.records import Move, Payout, PayoutState, PayoutStep, Withdrawal
from mingzhang.rules.policy import UnknownRule, view_for

_SQL = load_statements("mingzhang.money.accounts", "statements.sql")
OPEN_STATES: tuple[PayoutState, ...] = ("ordered", "sent", "failed")
SHOWN_DIGITS = 4


def documents_for(region: str, ground: str, day: date) -> tuple[str, ...] | Refusal:
    """The papers that a ground of withdrawal needs, as the pack names them.

    Refuses GROUND_NOT_ALLOWED for a ground that the region does not have, and UNKNOWN_RULE where the pack does not
    list the papers.
    """
    view = view_for(region, day)
    try:
        if ground not in str(view.find("withdrawal.grounds", scheme="employee").value).split():
            return Refusal("GROUND_NOT_ALLOWED", {"ground": ground, "day": day.isoformat()}, "never")
        return tuple(str(view.find(f"withdrawal.{ground}_documents", scheme="employee").value).split())
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts(), "after_fix")


def withdrawals_of(connection: Connection, region: str, person_id: int) -> tuple[Withdrawal, ...]:
    """A person's withdrawals with all their payments, oldest first."""
    values = {"region": region, "person_id": person_id}
    rows = connection.execute(_SQL["withdrawals"], values).fetchall()
    paid = payouts_of_person(connection, region, person_id) if rows else ()
    return tuple(
        replace(
            withdrawal,
            payouts=tuple(one for one in paid if one.kind == "withdrawal" and one.source_id == withdrawal.id),
        )
        for withdrawal in (Withdrawal(*row) for row in rows)
    )


def payouts_of_person(connection: Connection, region: str, person_id: int) -> tuple[Payout, ...]:
    """All payments of a person's money to bank accounts, oldest first."""
    values = {"region": region, "person_id": person_id}
    return tuple(payout_of(row) for row in connection.execute(_SQL["payouts_of_person"], values).fetchall())


def payouts(
    connection: Connection, region: str, states: Sequence[PayoutState] = OPEN_STATES, *, after: int = 0, limit: int = 50
) -> tuple[Payout, ...]:
    """A region's payments in some states, a page at a time."""
    values = {"region": region, "states": list(states), "after": after, "limit": limit}
    return tuple(payout_of(row) for row in connection.execute(_SQL["payouts_in_state"], values).fetchall())


def payout(connection: Connection, region: str, payout_id: int) -> Payout | None:
    """A payment by number."""
    row = connection.execute(_SQL["payout"], {"region": region, "payout_id": payout_id}).fetchone()
    return payout_of(row) if row is not None else None


def moves_of(connection: Connection, region: str, person_id: int) -> tuple[Move, ...]:
    """The account money that moved with a person, out and in, oldest first."""
    values = {"region": region, "person_id": person_id}
    return tuple(Move(*row) for row in connection.execute(_SQL["moves"], values).fetchall())


def owed_fen(connection: Connection, region: str, person_id: int) -> int:
    """What re-settling left owing to a person, in fen; negative when the person owes it."""
    return ledger.movements(connection, region, OWED, person_id, date.min, date.max).closing_fen


def payout_of(row: tuple[Any, ...]) -> Payout:
    """A row of the table as a payment; of the bank account only the last digits are shown."""
    number = vault.open_sealed(row[5])
    steps = tuple(PayoutStep(state, datetime.fromisoformat(at), *rest) for state, at, *rest in row[10] or ())
    return Payout(*row[:5], mask_bank_account(number), *row[6:10], steps)


def mask_bank_account(number: str) -> str:
    """The last four digits of a bank account, a star for each other one."""
    hidden = max(len(number) - SHOWN_DIGITS, 0)
    return "*" * hidden + number[hidden:] if hidden else "*" * len(number)
