"""What a bill's page adds to the statement: the items behind the parts nobody insures, and what was changed later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.care.visits.records import Adjustment, LineRecord
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import signed_yuan, yuan
from mingzhang.doors.frame.presenting.words import named
from mingzhang.rules.settlement import statement

ITEMS_SHOWN = 8
PARTS = (
    ("wholly_own", _("目录外自费：%(items)s")),
    ("over_limit", _("超过限价：%(items)s")),
    ("first_self", _("先行自付：%(items)s")),
)
ADJUSTED = {
    "EARLIER_CANCELLED": _("更早的一张账单退了费，这一年重新算过"),
    "FACTS_CORRECTED": _("登记的信息更正了，这一年重新算过"),
    "CANCELLED": _("这张账单已退费"),
}


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """One later change of a bill: why and when, who pays how much more or less, what is owed to whom, the new lines."""

    why: str | Promise
    at: str
    caused_by: str
    changes: tuple[tuple[str, str], ...]
    owed_to_you: str
    owed_by_you: str
    lines: tuple[str, ...]


def item_lines(lines: Sequence[LineRecord]) -> tuple[str, ...]:
    """The fee lines behind each part outside the insurance, the largest first, one sentence a part."""
    found = ((words, _items(part, lines)) for part, words in PARTS)
    return tuple(str(words) % {"items": items} for words, items in found if items)


def adjustment_view(adjusted: Adjustment, caused_by: str, language: Language) -> AdjustmentView:
    """Present one adjustment, made because of the bill `caused_by`.

    A cash difference is owed, for the institution keeps what it was paid.
    """
    cash = adjusted.purse_fen("cash")
    return AdjustmentView(
        why=ADJUSTED[adjusted.reason],
        at=dates.moment(adjusted.posted_at, language),
        caused_by=caused_by,
        changes=tuple(
            (named(change.payer, language), signed_yuan(change.amount_fen))
            for change in adjusted.changes
            if change.amount_fen
        ),
        owed_to_you=yuan(-cash) if cash < 0 else "",
        owed_by_you=yuan(cash) if cash > 0 else "",
        lines=tuple(line.text for line in statement(adjusted.outcome, language)) if adjusted.outcome else (),
    )


def _items(part: str, lines: Sequence[LineRecord]) -> str:
    found = [(getattr(line, f"{part}_fen"), line.item_name) for line in lines]
    largest = sorted((one for one in found if one[0] != 0), reverse=True)
    told = [f"{name} {yuan(fen)}" for fen, name in largest[:ITEMS_SHOWN]]
    if rest := largest[ITEMS_SHOWN:]:
        more = {"count": len(rest), "sum": yuan(sum(fen for fen, _name in rest))}
        told.append(str(_("另有 %(count)d 项，共 %(sum)s")) % more)
    return str(_("；")).join(told)
