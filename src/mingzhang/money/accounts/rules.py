"""Which of the four states an account is in. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mingzhang.basics.periods import add_months
from mingzhang.money.accounts.records import AccountState, FreezeKind


def allocation_day(month: date, payment_day: date, day_of_month: int) -> date:
    """By when a month's money is to be in the account: the first such day of a month on or after the payment day.

    A region that says 31 means a month's last day.
    """
    for start in (month, add_months(month, 1)):
        last = add_months(start, 1) - timedelta(days=1)
        day = last.replace(day=min(day_of_month, last.day))
        if day >= payment_day:
            return day
    raise ValueError(f"the payment day {payment_day} lies outside the month {month}")


def allocation_span(month: date, year_start: int, times: int) -> tuple[date, date]:
    """The first and last month of the span, one of `times` equal ones in the medical year, that a month lies in."""
    if times < 1 or 12 % times:
        raise ValueError(f"a year is not allocated in {times} equal parts")
    length = 12 // times
    first = add_months(month, -((month.month - year_start) % 12 % length))
    return first, add_months(first, length - 1)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What decides the state: the account's own dates, the freezes of the day, and what policy says of the category.

    `entitled` is what policy says: True (the category has an account), False (it has none), None (no rule is known).
    """

    opened_on: date | None
    activated_on: date | None
    closed_on: date | None
    freezes: tuple[FreezeKind, ...]
    category: str | None
    entitled: bool | None


def account_state(facts: AccountFacts, day: date) -> tuple[AccountState, str]:
    """The state on a day and its reason code; an account once opened stays, whatever the category is later."""
    if facts.closed_on is not None and facts.closed_on <= day:
        return "no_account", "CLOSED"
    if facts.opened_on is not None and facts.opened_on <= day:
        if "COURT" in facts.freezes or "SUPERVISION" in facts.freezes or "ABNORMAL" in facts.freezes:
            return "held", "FROZEN"
        if facts.activated_on is None or facts.activated_on > day:
            return "held", "NOT_ACTIVATED"
        return "open", "OPEN"
    if facts.category is None:
        return "no_account", "NOT_ENROLLED"
    if facts.entitled is None:
        return "no_account", "RULE_UNKNOWN"
    if facts.entitled:
        return "not_opened", "FIRST_ALLOCATION_PENDING"
    return "no_account", _NO_ACCOUNT.get(facts.category, "RESIDENT")


_NO_ACCOUNT = {
    "flexible": "FLEXIBLE",
    "retired_paying_on": "RETIRED_PAYING_ON",
    "in_service": "CATEGORY",
    "retired": "CATEGORY",
}


WHOLE_BP = 10_000
CLOSING_GROUNDS = frozenset({"death", "emigration", "transfer"})  # who settled elsewhere stays insured here
ENDING_GROUNDS = frozenset({"emigration", "transfer"})  # a death ends the enrolment by itself


def shares(amount_fen: int, shares_bp: Sequence[int]) -> tuple[int, ...]:
    """An amount in shares that make a whole, to the fen: what is left over goes to the largest remainders in order.

    Raises ValueError when the shares do not make 100 %.
    """
    if sum(shares_bp) != WHOLE_BP or min(shares_bp) <= 0:
        raise ValueError(f"shares of {list(shares_bp)} basis points are not a whole")
    parts = [divmod(amount_fen * share, WHOLE_BP) for share in shares_bp]
    left = amount_fen - sum(part for part, _ in parts)
    by_rest = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    more = set(by_rest[:left])
    return tuple(part + (1 if place in more else 0) for place, (part, _) in enumerate(parts))


def freeze_holds_money(kind: FreezeKind) -> bool:
    """Whether a freeze keeps the money itself; a suspended allocation only keeps new money from coming."""
    return kind != "ALLOCATION_SUSPENDED"
