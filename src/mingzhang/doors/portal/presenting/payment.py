"""What a booked payment brought: days on which benefit counts again, and what the account receives for its months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language, month_text
from mingzhang.answers.why.words.telling import months_text
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.money.accounts.records import AllocationItem
from mingzhang.money.contributions.late.records import Restoration


@dataclass(frozen=True, slots=True)
class Restored:
    """A gap that the payment closed: from which day benefit counts again, and whether the gap's bills count."""

    day: str
    gap: str
    covered: bool


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What a month of the payment gives to the account, and when it came or is to come."""

    month: str
    amount: str
    when: str


def restored_by(receipt_id: int, restorations: Iterable[Restoration], language: Language) -> tuple[Restored, ...]:
    """The gaps that one payment closed."""
    return tuple(
        Restored(
            day=dates.day(one.restored_on, language),
            gap=months_text(sorted({one.first_month, one.last_month}), language),
            covered=one.covered,
        )
        for one in restorations
        if one.receipt_id == receipt_id
    )


def made_up(items: Iterable[AllocationItem], months: Iterable[date], language: Language) -> tuple[MadeUp, ...]:
    """What the account received, or will, for these months."""
    paid = set(months)
    return tuple(
        MadeUp(month_text(item.month, language), yuan(item.amount_fen), _when(item, language))
        for item in items
        if item.month in paid and item.amount_fen
    )


def _when(item: AllocationItem, language: Language) -> str:
    if item.posted_at is not None:
        return _("%(moment)s 已划入") % {"moment": dates.moment(item.posted_at, language)}
    if item.state == "suspended":
        return _("划入被暂停，解除后再划")
    return _("在下一次划账时划入")
