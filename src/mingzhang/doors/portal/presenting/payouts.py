"""Account money on its way out, to a bank account or to another region: how far each payment is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.places import short_name
from mingzhang.doors.frame.presenting.signs import PAYOUTS, Sign
from mingzhang.money.accounts.records import Move, Payout, Withdrawal

GROUNDS: Mapping[str, str | Promise] = {
    "death": gettext_lazy("继承"),
    "emigration": gettext_lazy("出境定居"),
    "settled_elsewhere": gettext_lazy("异地安置"),
    "transfer": gettext_lazy("转移到外地"),
}
MOVES = {
    "waiting": Sign(gettext_lazy("已转出，等对方确认"), "clock", "info"),
    "confirmed": Sign(gettext_lazy("对方已确认"), "check", "good"),
}


@dataclass(frozen=True, slots=True)
class PayoutView:
    """One payment on its way: what for, how much, to whom, how far, by when, and its stages."""

    what: str
    amount: str
    to: str
    sign: Sign
    expected: str
    stages: tuple[tuple[str | Promise, str], ...]


def payouts_of(withdrawals: Iterable[Withdrawal], moves: Iterable[Move], language: Language) -> tuple[PayoutView, ...]:
    """Present withdrawals and moves, each payment by itself."""
    return tuple(_all(withdrawals, moves, language))


def _all(withdrawals: Iterable[Withdrawal], moves: Iterable[Move], language: Language) -> Iterator[PayoutView]:
    for withdrawal in withdrawals:
        for payout in withdrawal.payouts:
            yield _payout(payout, str(GROUNDS[withdrawal.ground]), language)
    for move in moves:
        yield _move(move, language)


def _payout(payout: Payout, ground: str, language: Language) -> PayoutView:
    return PayoutView(
        what=_("账户提取：%(ground)s") % {"ground": ground},
        amount=yuan(payout.amount_fen),
        to=_("%(payee)s，银行账户 %(bank)s") % {"payee": payout.payee, "bank": payout.bank_masked},
        sign=PAYOUTS[payout.state],
        expected=dates.day(payout.expected_on, language) if payout.expected_on and payout.state != "paid" else "",
        stages=tuple(
            (PAYOUTS[step.state].word, " ".join(filter(None, (dates.moment(step.at, language), step.reason))))
            for step in payout.steps
        ),
    )


def _move(move: Move, language: Language) -> PayoutView:
    place = short_name(move.other_region, language)
    what = _("转到%(place)s") if move.direction == "out" else _("从%(place)s转来")
    moved = (_("转移"), dates.moment(move.moved_at, language))
    confirmed = ((_("确认"), dates.moment(move.confirmed_at, language)),) if move.confirmed_at else ()
    return PayoutView(what % {"place": place}, yuan(move.amount_fen), place, MOVES[move.state], "", (moved, *confirmed))
