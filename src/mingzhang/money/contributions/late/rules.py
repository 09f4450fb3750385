"""What a late payment costs and gives back: fee by the day, wait after a gap, window of a resident's year. Pure.

Sources: 社会保险法第 86 条 (late fee, borne by the employer), 医保办发〔2021〕43号 (employee gaps) and
国办发〔2024〕38号 (residents); every figure is asked of the region's view, and what is not known raises UnknownRule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mingzhang.basics.fen import BASIS_POINTS, half_up
from mingzhang.basics.periods import add_months
from mingzhang.money.contributions.late.records import LateLine
from mingzhang.money.contributions.rates import late_amount, resident_window
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.money.contributions.rules import payment_day
from mingzhang.registers.enrolment.waiting import benefit_from, resident_wait_months
from mingzhang.rules.policy import Citation, PolicyView, Ruled


@dataclass(frozen=True, slots=True)
class Wait:
    """How many months benefit waits after a payment, whether the gap's own bills count after all, by which rules."""

    months: int
    covered: bool
    citations: tuple[Citation, ...]

    def restored_on(self, paid_on: date) -> date:
        """From which day benefit counts again: the payment's own, or after the wait."""
        return benefit_from(paid_on, self.months) if self.months else paid_on


def late_fee(missing_fen: int, days: int, daily_bp: int) -> int:
    """The fee on an amount for so many days, half up to the fen."""
    return half_up(missing_fen * days * daily_bp, BASIS_POINTS)


def late_line(due: MonthStatus, on: date, daily: Ruled | None) -> LateLine:
    """What one overdue month of an employee costs on a day; only what an employer pays bears a fee (`daily`)."""
    days = (on - due.due_on).days
    fee = late_fee(due.missing_fen, days, daily.number) if daily is not None else 0
    return LateLine(
        person_id=due.person_id,
        scheme=due.scheme,
        month=due.month,
        months=due.months,
        due_on=due.due_on,
        days_late=days,
        person_part_fen=due.person_due_fen - due.person_paid_fen,
        employer_part_fen=due.employer_due_fen - due.employer_paid_fen,
        late_fee_fen=fee,
        late_price=False,
    )


def resident_line(view: PolicyView, due: MonthStatus, category: str, age: int, tier: str, on: date) -> LateLine:
    """What a resident's unpaid year costs on a day: the ordinary price in the window, the late price after it.

    `view` is that of the year's first month. A year that was assessed at the late price costs no more.
    """
    price = due.person_due_fen
    late = due.late_price
    window = resident_window(view)
    if not late and (window is None or on > window.last_day):
        price, late = max(price, late_amount(view, category, age, tier)), True
    return LateLine(
        person_id=due.person_id,
        scheme=due.scheme,
        month=due.month,
        months=due.months,
        due_on=due.due_on,
        days_late=(on - due.due_on).days,
        person_part_fen=price - due.person_paid_fen,
        employer_part_fen=0,
        late_fee_fen=0,
        late_price=late,
    )


def resident_late_until(view: PolicyView) -> tuple[date, Citation]:
    """The last day on which a resident's year may be paid late, and the rule; raises UnknownRule."""
    ruled = view.find("calendar.resident_late_last_month", scheme="resident")
    return add_months(date(view.day.year, ruled.number, 1), 1) - timedelta(days=1), ruled.citation


def employee_wait(view: PolicyView, gap_months: int, category: str) -> Wait:
    """The wait after an employee's gap that was paid for; a gap that is forgiven has none and its bills count.

    Flexible workers have rules of their own where the region knows such.
    """
    facts = {"scheme": "employee", "category": category}
    own = category == "flexible" and view.declares("entitlement.flexible_gap_months", **facts)
    kind = "flexible" if own else "employee"
    forgiven = view.find(f"entitlement.{kind}_gap_months", **facts)
    if gap_months <= forgiven.number:
        return Wait(0, True, (forgiven.citation,))
    wait = view.find(f"entitlement.{kind}_wait_months", **facts)
    return Wait(wait.number, False, (forgiven.citation, wait.citation))


def forgiven_until(view: PolicyView, first_missed: date, category: str, cutoff_day: int) -> date:
    """The last day on which paying a gap that began in a month still leaves no wait; raises UnknownRule."""
    facts = {"scheme": "employee", "category": category}
    own = category == "flexible" and view.declares("entitlement.flexible_gap_months", **facts)
    months = view.find(f"entitlement.{'flexible' if own else 'employee'}_gap_months", **facts).number
    return payment_day(add_months(first_missed, months), cutoff_day)


def resident_wait(view: PolicyView, *, late: bool, newborn: bool) -> Wait:
    """The wait of a resident who paid the year late; none in time or for newborns, where the rule exempts them."""
    if not late:
        return Wait(0, True, ())
    exempt = view.find("entitlement.wait_exempt", scheme="resident")
    if newborn and "newborn" in str(exempt.value).split():
        return Wait(0, True, (exempt.citation,))
    months = resident_wait_months(view, 0)
    return Wait(months, False, (view.find("entitlement.wait_months", scheme="resident").citation,))


def make_up(dues: Sequence[MonthStatus]) -> int:
    """What the personal account receives afterwards for months that are paid late, in fen."""
    return sum(due.account_part_fen for due in dues if due.paid_at is None)
