"""A person's bills as a list: one line a settlement, newest first, with who paid how much in all."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from mingzhang.answers.why.words import Language
from mingzhang.basics.identifiers import record_number
from mingzhang.care.visits.records import Settled
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.words import named

InstitutionNames = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class BillLine:
    """One bill of the list. `cancelled` bills stay in it, marked, for they happened; `adjusted` ones changed later."""

    number: str
    where: str
    benefit: str
    on: str
    total: str
    fund: str
    person: str
    cancelled: bool
    adjusted: bool


def bill_lines(
    settlements: Iterable[Settled], names: InstitutionNames, adjusted: Container[int | None], language: Language
) -> tuple[BillLine, ...]:
    """Present settlements (given in order); a cancellation is told by the mark on the bill that it took back.

    `adjusted` are the numbers of those that settling the year again has changed.
    """
    lines = [_line(one, names, adjusted, language) for one in settlements if one.cancels is None]
    return tuple(reversed(lines))


def _line(one: Settled, names: InstitutionNames, adjusted: Container[int | None], language: Language) -> BillLine:
    if one.settlement_id is None:
        raise ValueError("a trial is no bill")
    return BillLine(
        number=record_number(one.region, one.settlement_id),
        where=names[one.institution_region, one.institution_id],
        benefit=named(one.benefit, language),
        on=dates.day(one.service_on, language),
        total=yuan(one.amounts.total_fen),
        fund=yuan(one.amounts.fund_fen),
        person=yuan(one.amounts.total_fen - one.amounts.fund_fen),
        cancelled=one.cancelled_by is not None,
        adjusted=one.settlement_id in adjusted,
    )
