"""Gaps in contributions as a person reads them: which months, why, how they ended, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mingzhang.answers.why.words import Language
from mingzhang.answers.why.words.telling import months_text
from mingzhang.basics.periods import add_months
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.refusals import refusal_view
from mingzhang.money.contributions.interruptions.records import Gap


@dataclass(frozen=True, slots=True)
class GapView:
    """One gap: its months, the proved cause, what to do about it, how it ended, and what is still missing."""

    which: str
    why: str
    do: str
    ended: str
    missing: str
    is_open: bool


def gap_views(gaps: Iterable[Gap], language: Language) -> tuple[GapView, ...]:
    """Present gaps, the newest first."""
    return tuple(_gap(gap, language) for gap in reversed(tuple(gaps)))


def _gap(gap: Gap, language: Language) -> GapView:
    words = refusal_view(Refusal(gap.cause), language)
    is_open = gap.ended == "open"
    return GapView(
        which=months_text([add_months(gap.first, step) for step in range(gap.months)], language),
        why=words.what,
        do=words.do if is_open else "",
        ended=_ended(gap, language),
        missing=yuan(gap.missing_fen) if gap.missing_fen else "",
        is_open=is_open,
    )


def _ended(gap: Gap, language: Language) -> str:
    if gap.ended == "open":
        return _("还没有补上")
    if gap.ended == "other_scheme":
        return _("换了险种接着参保")
    day = {"day": dates.day(gap.ended_on, language) if gap.ended_on else ""}
    return (_("%(day)s补缴") if gap.ended == "paid_late" else _("%(day)s重新参保")) % day
