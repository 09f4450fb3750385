"""Payments as a list: what, for whom, by whom, how far; and what a filter leaves out, counted by the part that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.answers.why.words.telling import months_text
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import Sign
from mingzhang.doors.portal.presenting.paid import Paid, PaidLine

Payer = Literal["self", "employer", "relative", "for_others"]
PAYERS: Mapping[Payer, str | Promise] = {
    "self": gettext_lazy("我自己缴的"),
    "employer": gettext_lazy("单位缴的"),
    "relative": gettext_lazy("家人替我缴的"),
    "for_others": gettext_lazy("我替家人缴的"),
}
HIDING: Mapping[str, str | Promise] = {
    "year": gettext_lazy("别的年份"),
    "scheme": gettext_lazy("别的险种"),
    "payer": gettext_lazy("别人缴的或替别人缴的"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names for the list: employers by number, and other people by number, covered."""

    employers: Mapping[int, str]
    people: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Side:
    """A payment from one side: what was paid for the reader, or what the reader paid for one other person."""

    paid: Paid
    payer: Payer
    who: str
    lines: tuple[PaidLine, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filter asks for; None and empty mean all."""

    year: int | None = None
    scheme: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A payment as the page prints it."""

    what: str
    amount: str
    on: str
    by: str
    sign: Sign
    url: str


@dataclass(frozen=True, slots=True)
class PaymentsPage:
    """The rows that were asked for; `hidden` says how many were left out, by which part of the filter."""

    rows: tuple[Row, ...]
    hidden: tuple[tuple[str | Promise, int], ...]

    @property
    def hidden_in_all(self) -> int:
        """How many payments the filter leaves out."""
        return sum(count for _part, count in self.hidden)


def sides_of(paid: Sequence[Paid], person_id: int, names: Names) -> tuple[Side, ...]:
    """The payments as the reader may see them: their own lines, and those that they paid for others."""
    return tuple(side for one in paid for side in _sides(one, person_id, names))


def payments_page(sides: Sequence[Side], wanted: Wanted, language: Language) -> PaymentsPage:
    """The payments that pass the filter; each that does not is counted under the first part that it fails."""
    hidden = dict.fromkeys(HIDING, 0)
    shown = []
    for side in sides:
        failed = _failed(side, wanted)
        if failed:
            hidden[failed] += 1
        else:
            shown.append(_row(side, language))
    return PaymentsPage(tuple(shown), tuple((HIDING[part], count) for part, count in hidden.items() if count))


def _failed(side: Side, wanted: Wanted) -> str:
    if wanted.year and wanted.year not in {line.month.year for line in side.lines}:
        return "year"
    if wanted.scheme and wanted.scheme not in {line.scheme for line in side.lines}:
        return "scheme"
    return "payer" if wanted.payer and wanted.payer != side.payer else ""


def _sides(paid: Paid, person_id: int, names: Names) -> Iterator[Side]:
    is_payer = paid.payer_kind != "employer" and paid.payer_id == person_id
    own = tuple(line for line in paid.lines if line.person_id == person_id)
    if own:
        yield Side(paid, _payer(paid, is_payer=is_payer), _payer_name(paid, names), own)
    if is_payer:
        for other in dict.fromkeys(line.person_id for line in paid.lines if line.person_id != person_id):
            lines = tuple(line for line in paid.lines if line.person_id == other)
            yield Side(paid, "for_others", names.people.get(other, ""), lines)


def _payer(paid: Paid, *, is_payer: bool) -> Payer:
    if is_payer:
        return "self"
    return "employer" if paid.payer_kind == "employer" else "relative"


def _payer_name(paid: Paid, names: Names) -> str:
    known = names.employers if paid.payer_kind == "employer" else names.people
    return known.get(paid.payer_id, "")


def _row(side: Side, language: Language) -> Row:
    return Row(
        what=months_text(sorted({line.month for line in side.lines}), language),
        amount=yuan(sum(line.amount_fen for line in side.lines)),
        on=dates.moment(side.paid.at, language),
        by=_by(side),
        sign=side.paid.sign,
        url=side.paid.url,
    )


def _by(side: Side) -> str:
    words = {
        "self": _("我自己缴"),
        "employer": _("%(who)s 缴"),
        "relative": _("家人 %(who)s 替我缴"),
        "for_others": _("我替 %(who)s 缴"),
    }
    return " · ".join((words[side.payer] % {"who": side.who}, channel_name(side.paid.channel)))
