"""The account's movements as a page lists them: newest first, filtered, with what a filter leaves out said aloud."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from mingzhang.answers.why.words import Language
from mingzhang.basics.identifiers import record_number
from mingzhang.books.ledger import Movement, Movements
from mingzhang.doors.frame.presenting import dates, words
from mingzhang.doors.frame.presenting.money import signed_yuan, yuan

A_PAGE = 20
KINDS = {
    "in": ("ALLOCATION", "MAKE_UP", "INTEREST", "TRANSFER_IN", "SUPPORT"),
    "own": ("ACCOUNT_PAYMENT", "ACCOUNT_PAYMENT_CANCELLED"),
    "family": ("FAMILY_PAYMENT", "FAMILY_PAYMENT_CANCELLED"),
    "other": ("WITHDRAWAL", "TRANSFER_OUT", "CORRECTION", "ALLOCATION_RETURNED", "OWED_PAID", "OWED_COLLECTED"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One movement: what it was, when, the money, the balance after it, and the own bill behind it."""

    what: str | Promise
    on: str
    amount: str
    came: bool
    balance_after: str
    bill_number: str | None


@dataclass(frozen=True, slots=True)
class MovementsPage:
    """One page of the list. `hidden` counts the movements of the year that the kind filter leaves out."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    found: int
    hidden: int
    opening: str
    closing: str


def movements_page(movements: Movements, kind: str, page: int, *, region: str, language: Language) -> MovementsPage:
    """Show one page of a year's movements (given oldest first) of one kind, or of all when `kind` is empty."""
    wanted = [one for one in reversed(movements.lines) if not kind or one.code in KINDS[kind]]
    pages = max(1, -(-len(wanted) // A_PAGE))
    shown = min(max(page, 1), pages)
    part = wanted[(shown - 1) * A_PAGE : shown * A_PAGE]
    return MovementsPage(
        lines=tuple(_line(one, region, language) for one in part),
        page=shown,
        pages=pages,
        found=len(wanted),
        hidden=len(movements.lines) - len(wanted),
        opening=yuan(movements.opening_fen),
        closing=yuan(movements.closing_fen),
    )


def _line(one: Movement, region: str, language: Language) -> Line:
    own_bill = one.code in KINDS["own"] and one.event_kind == "settlement"
    return Line(
        what=words.MOVEMENTS[one.code],
        on=dates.day(one.effective_on, language),
        amount=signed_yuan(one.amount_fen),
        came=one.amount_fen > 0,
        balance_after=yuan(one.balance_fen),
        bill_number=record_number(region, one.event_id) if own_bill else None,
    )
