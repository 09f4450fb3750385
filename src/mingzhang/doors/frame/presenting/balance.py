"""The head of the balance page: the number or the state, in words, colour and sign, with its moment and source."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.records import Explanation
from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting.money import Amount, amount, yuan
from mingzhang.doors.frame.presenting.sentences import full_stop


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands: a word, the sign before it and the tone (`good`, `care`, `stop`, `info`) around it."""

    word: str | Promise
    icon: str
    tone: str


HAS_MONEY = Standing(_("可以使用"), "check", "good")
EMPTY = Standing(_("余额为零"), "warn", "care")
STANDINGS = {
    "no_account": Standing(_("按规定不设"), "none", "info"),
    "not_opened": Standing(_("尚未开通"), "clock", "care"),
    "held": Standing(_("暂不能用"), "lock", "stop"),
}


@dataclass(frozen=True, slots=True)
class Headline:
    """What stands first: `amount` when there is one to show, else `words`; never neither.

    An open account needs no sentence: the amount, the parts and the standing say all of it.
    """

    amount: Amount | None
    words: str | Promise
    standing: Standing
    sentence: str
    usable: str
    held: str
    shows_parts: bool
    empty: bool
    source: tuple[str, ...]
    question: str | Promise


def headline(explanation: Explanation, language: Language) -> Headline:
    """Present what an explanation shows of an account."""
    shown = explanation.shown
    has_number = shown.amount_fen is not None and shown.state in ("open", "held")
    empty = shown.state != "open" or not shown.amount_fen
    return Headline(
        amount=amount(shown.amount_fen or 0) if has_number else None,
        words="" if has_number else {"no_account": _("没有个人账户"), "not_opened": _("尚未开通")}[shown.state],
        standing=STANDINGS.get(shown.state) or (EMPTY if empty else HAS_MONEY),
        sentence="" if shown.state == "open" else full_stop(shown.sentence.of(language), language),
        usable=yuan(shown.balance_fen - shown.held_fen),
        held=yuan(shown.held_fen),
        shows_parts=has_number,
        empty=empty,
        source=tuple(shown.source.of(language).split(" · ")),
        question=_question(shown.state, empty=empty),
    )


def _question(state: str, *, empty: bool) -> str | Promise:
    questions = {"no_account": _("为什么没有个人账户"), "not_opened": _("为什么还没开通"), "held": _("为什么不能用")}
    return questions.get(state) or (_("为什么是 0") if empty else _("这个数对不对"))
