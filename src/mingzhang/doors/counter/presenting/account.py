"""The account as rows: holds with their legal basis, movements with the balance after each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.books.ledger import Movements
from mingzhang.doors.frame.presenting import words
from mingzhang.doors.frame.presenting.balance import EMPTY, HAS_MONEY, STANDINGS, Standing
from mingzhang.doors.frame.presenting.money import signed_yuan, yuan
from mingzhang.money.accounts.records import AccountView, Freeze

NEWEST = 10
FREEZES: dict[str, str | Promise] = {
    "COURT": _("司法冻结"),
    "SUPERVISION": _("监管冻结"),
    "ABNORMAL": _("异常交易冻结"),
    "ALLOCATION_SUSPENDED": _("暂停划入"),
}


@dataclass(frozen=True, slots=True)
class FreezeRow:
    """A freeze: what, by whom, on which basis, since when; `runs` while it holds."""

    kind: str | Promise
    authority: str
    basis: str
    since: str
    until: str
    runs: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement: the day, what it was, the money, the balance after it."""

    on: str
    what: str | Promise
    amount: str
    came: bool
    balance: str


def standing_of(account: AccountView) -> Standing:
    """How an account stands, in a word and a sign."""
    return STANDINGS.get(account.state) or (HAS_MONEY if account.available_fen > 0 else EMPTY)


def freeze_rows(found: Iterable[Freeze], on: date) -> tuple[FreezeRow, ...]:
    """Present the freezes, those that hold first."""
    rows = [
        FreezeRow(
            kind=FREEZES[one.kind],
            authority=one.authority,
            basis=one.basis,
            since=one.span.start.isoformat(),
            until=one.span.end.isoformat() if one.span.end else "",
            runs=one.span.holds(on),
        )
        for one in found
    ]
    return tuple(sorted(rows, key=lambda row: not row.runs))


def movement_rows(moved: Movements) -> tuple[MovementRow, ...]:
    """Present the newest movements."""
    return tuple(
        MovementRow(
            on=one.effective_on.isoformat(),
            what=words.MOVEMENTS[one.code],
            amount=signed_yuan(one.amount_fen),
            came=one.amount_fen > 0,
            balance=yuan(one.balance_fen),
        )
        for one in reversed(moved.lines[-NEWEST:])
    )
