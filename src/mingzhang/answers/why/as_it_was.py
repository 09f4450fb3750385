"""The account's money at the end of an earlier day, from its movements and the holds that still stand. Pure; fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from mingzhang.books.evidence import ChannelCopy
from mingzhang.books.ledger.queries import Hold, Movements
from mingzhang.money.accounts.records import AccountView


def account_then(view: AccountView, moved: Movements, holds: Iterable[Hold]) -> AccountView:
    """The account with the balance that its movements up to the day of `as_of` leave, less what was held then.

    A hold that was released since is not known any more; money it kept then is told as available.
    """
    held = sum(hold.amount_fen for hold in holds)
    balance = moved.closing_fen
    available = balance - held if view.state == "open" else 0
    return replace(view, balance_fen=balance, held_fen=held, available_fen=available)


def holds_then(holds: Iterable[Hold], as_of: datetime) -> tuple[Hold, ...]:
    """The holds that had been placed by a moment."""
    return tuple(hold for hold in holds if hold.placed_at <= as_of)


def copies_then(copies: Iterable[ChannelCopy], as_of: datetime) -> tuple[ChannelCopy, ...]:
    """What channels had copied by a moment; a later copy has replaced what they showed then, which is not known."""
    return tuple(copied for copied in copies if copied.copied_at <= as_of)
