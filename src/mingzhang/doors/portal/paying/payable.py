"""What is due for somebody: months that can be paid now, overdue ones that need a quote, and what an employer owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mingzhang.basics.periods import add_months, month_of
from mingzhang.books.database import Connection
from mingzhang.money.collection.orders.checks import older_months_first
from mingzhang.money.collection.orders.records import OrderLine
from mingzhang.money.contributions.late.records import LateQuote
from mingzhang.money.contributions.queries import months
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.rules.policy import UnknownRule, view_for

LOOK_BACK_MONTHS = 120
LOOK_AHEAD_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Payable:
    """Somebody's months with something missing: to be paid now, overdue, or for an employer to pay.

    `after_overdue` could be paid now, were it not that older months come first.
    """

    now: tuple[MonthStatus, ...]
    after_overdue: tuple[MonthStatus, ...]
    overdue: tuple[MonthStatus, ...]
    by_employer: tuple[MonthStatus, ...]


def payable_for(connection: Connection, region: str, person_id: int, today: date) -> Payable:
    """What can be paid for a person on a day."""
    first, last = add_months(month_of(today), -LOOK_BACK_MONTHS), add_months(month_of(today), LOOK_AHEAD_MONTHS)
    found = months(connection, region, person_id, first, last, as_of=today)
    missing = [month for month in found if month.missing_fen > 0]
    own = [month for month in missing if month.employer_id is None]
    overdue = tuple(month for month in own if month.due_on < today)
    waiting = {month.scheme for month in overdue if _come_first(region, month.scheme, today)}
    open_now = [month for month in own if month.due_on >= today]
    return Payable(
        now=tuple(month for month in open_now if month.scheme not in waiting),
        after_overdue=tuple(month for month in open_now if month.scheme in waiting),
        overdue=overdue,
        by_employer=tuple(month for month in missing if month.employer_id is not None),
    )


def _come_first(region: str, scheme: str, today: date) -> bool:
    """Whether overdue months of a scheme keep newer ones from being paid; where that is not known the order tells."""
    try:
        return older_months_first(view_for(region, today), scheme)
    except UnknownRule:
        return False


def lines_of(chosen: Iterable[MonthStatus]) -> tuple[OrderLine, ...]:
    """An order's lines for what is missing of months."""
    return tuple(
        OrderLine(
            person_id=month.person_id,
            scheme=month.scheme,
            month=month.month,
            person_part_fen=month.person_due_fen - month.person_paid_fen,
            employer_part_fen=month.employer_due_fen - month.employer_paid_fen,
        )
        for month in chosen
    )


def lines_of_quote(quote: LateQuote) -> tuple[OrderLine, ...]:
    """An order's lines for everything that a quote lists, late fees included."""
    return tuple(
        OrderLine(
            person_id=line.person_id,
            scheme=line.scheme,
            month=line.month,
            person_part_fen=line.person_part_fen,
            employer_part_fen=line.employer_part_fen,
            late_fee_fen=line.late_fee_fen,
        )
        for line in quote.lines
    )
