"""What accounts hold and how it came: balances, movements with the balance after each, open holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mingzhang.books.database import Connection, load_statements
from mingzhang.books.ledger.codes import PERSONAL, fund_account

_SQL = load_statements(__package__ or "", "balances.sql")


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's money in fen: what it has, what of it is held, what may be used."""

    balance_fen: int
    held_fen: int

    @property
    def available_fen(self) -> int:
        """What may leave the account now."""
        return self.balance_fen - self.held_fen


@dataclass(frozen=True, slots=True)
class Movement:
    """One transfer seen from one account: `amount_fen` is positive when money came, negative when it left."""

    transfer_id: int
    group_id: int
    code: str
    effective_on: date
    booked_at: datetime
    amount_fen: int
    balance_fen: int  # after this movement
    counter_kind: str
    counter_owner: int
    event_kind: str
    event_id: int


@dataclass(frozen=True, slots=True)
class Movements:
    """An account's movements in a span of days, from the balance before the first to the balance after the last."""

    opening_fen: int
    lines: tuple[Movement, ...]

    @property
    def closing_fen(self) -> int:
        """The balance at the end of the span."""
        return self.lines[-1].balance_fen if self.lines else self.opening_fen


@dataclass(frozen=True, slots=True)
class Hold:
    """Money held on a personal account, by whose order and until when."""

    hold_id: int
    person_id: int
    amount_fen: int
    reason: str
    authority: str | None
    placed_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Size:
    """How much a region has booked: personal accounts and transfers."""

    accounts: int
    transfers: int


def balance(connection: Connection, region: str, kind: str, owner: int = 0) -> Balance:
    """What an account holds now; zero for an account nothing was ever booked on.

    A personal account has a row of its own; every other account is its last roll-up plus the transfers after it.
    """
    values = {"region": region, "kind": kind, "owner": owner}
    statement = _SQL["personal_balance" if kind == PERSONAL else "rolled_balance"]
    row = connection.execute(statement, values).fetchone()
    return Balance(int(row[0]), int(row[1])) if row is not None else Balance(0, 0)


def fund_balance(connection: Connection, region: str, fund: str) -> int:
    """What a fund holds now, in fen; negative when it has paid out more than came in."""
    return balance(connection, region, fund_account(fund)).balance_fen


def movements(connection: Connection, region: str, kind: str, owner: int, first: date, last: date) -> Movements:
    """An account's movements with an effective day from `first` to `last`, both included, oldest first.

    The account must be somebody's: those of nobody (funds, collection) have no story that anybody reads whole.
    """
    if owner == 0:
        raise ValueError(f"the account {kind!r} belongs to nobody; its movements are not told one by one")
    values = {"region": region, "kind": kind, "owner": owner, "first": first, "last": last}
    opening = connection.execute(_SQL["opening"], values).fetchone()
    before = int(opening[0]) if opening is not None else 0
    rows = connection.execute(_SQL["movements"], values | {"before": before}).fetchall()
    return Movements(before, tuple(Movement(*row) for row in rows))


def open_holds(connection: Connection, region: str, person_id: int) -> tuple[Hold, ...]:
    """The holds that keep a person's money now, oldest first."""
    rows = connection.execute(_SQL["open_holds"], {"region": region, "owner": person_id}).fetchall()
    return tuple(Hold(*row) for row in rows)


def booked_regions(connection: Connection) -> tuple[str, ...]:
    """The regions that have anything in the ledger, by code."""
    return tuple(region for (region,) in connection.execute(_SQL["booked_regions"]).fetchall())


def size(connection: Connection, region: str) -> Size:
    """How many personal accounts and transfers a region has; counts every row, so for proofs and reports."""
    row = connection.execute(_SQL["size"], {"region": region}).fetchone()
    return Size(*row) if row is not None else Size(0, 0)
