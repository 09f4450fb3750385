"""What a month costs, how it stands, and whether it blocks benefit. Pure; fen and basis points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mingzhang.basics.fen import share
from mingzhang.basics.periods import add_months, month_of
from mingzhang.money.contributions.records import MonthState, MonthStatus, PaidUp

ARREARS_LOOK_BACK_MONTHS = 2  # a month's payment day lies in the month itself or the next; older holes are history


@dataclass(frozen=True, slots=True)
class MonthlyRates:
    """The figures of one category's month: base limits in fen, rates of the base in basis points, fixed parts in fen.

    `fixed_fen` is what the person pays whatever the base, `large_fen` what goes to the large-amount fund on top, and
    `account_bp` of the base goes to the person's own account once the month is paid. `maternity_bp` is what an employer
    pays for maternity on top of its medical part. What a region has not is 0.
    """

    floor_fen: int
    cap_fen: int
    person_bp: int
    employer_bp: int
    fixed_fen: int
    large_fen: int
    account_bp: int
    maternity_bp: int = 0


@dataclass(frozen=True, slots=True)
class MonthDue:
    """What a month costs a person and the employer, and what of it is whose; amounts in fen.

    `maternity_fen` is the maternity part of what the employer pays.
    """

    base_fen: int
    person_fen: int
    employer_fen: int
    account_fen: int
    large_fen: int
    maternity_fen: int = 0


def clamp(declared_fen: int, floor_fen: int, cap_fen: int) -> int:
    """A declared wage brought between the region's floor and cap."""
    return max(floor_fen, min(declared_fen, cap_fen))


def month_due(declared_fen: int, rates: MonthlyRates) -> MonthDue:
    """What a month with this declared wage costs; each part is rounded half up to the fen."""
    base = clamp(declared_fen, rates.floor_fen, rates.cap_fen)
    maternity = share(base, rates.maternity_bp)
    return MonthDue(
        base_fen=base,
        person_fen=share(base, rates.person_bp) + rates.fixed_fen + rates.large_fen,
        employer_fen=share(base, rates.employer_bp) + maternity,
        account_fen=share(base, rates.account_bp),
        large_fen=rates.large_fen,
        maternity_fen=maternity,
    )


def resident_year_due(person_fen: int, subsidy_fen: int, *, late: bool, late_pays_subsidy: bool) -> int:
    """What a resident pays for a year: the person's part, and after the window the treasury's too where that is so."""
    return person_fen + subsidy_fen if late and late_pays_subsidy else person_fen


def payment_day(month: date, cutoff_day: int) -> date:
    """The last day to pay a month; a region that says 31 means the month's last day."""
    last = add_months(month, 1) - timedelta(days=1)
    return last.replace(day=min(cutoff_day, last.day))


def month_state(due_fen: int, paid_fen: int, due_on: date, paid_at: datetime | None, as_of: date) -> MonthState:
    """How a month stands on a day: paid, paid late, paid in part, unpaid, or not yet due."""
    if paid_at is not None and paid_fen >= due_fen:
        return "paid" if paid_at.date() <= due_on else "late"
    if paid_fen > 0:
        return "part"
    return "unpaid" if due_on < as_of else "not_due"


def continuous_months(months: Sequence[MonthStatus], scheme: str, day: date) -> int:
    """For how many months in a row the scheme's contributions were paid by a day, up to its month or the one before.

    The month of the day itself may still be open; any other month that was not paid breaks the row. A resident's year
    counts as its months.
    """
    settled = [month for month in months if month.scheme == scheme and month.state in ("paid", "late")]
    paid = {
        add_months(month.month, count)
        for month in settled
        if month.paid_at is not None and month.paid_at.date() <= day
        for count in range(month.months)
    }
    latest = month_of(day) if month_of(day) in paid else add_months(month_of(day), -1)
    count = 0
    while add_months(latest, -count) in paid:
        count += 1
    return count


def paid_up(months: Sequence[MonthStatus], scheme: str, category: str, day: date) -> PaidUp:
    """Whether contributions stand in the way of benefit on a day.

    Retired people owe nothing. A resident's year must be paid: by the end of its collection, or before the day. For
    everybody else the latest month whose payment day has passed must be paid by the day; nothing due blocks nothing.
    """
    if category == "retired":
        return PaidUp(True)
    own = [month for month in months if month.scheme == scheme]
    if scheme == "resident":
        covering = [month for month in own if month.month <= day < add_months(month.month, month.months)]
        if not covering:
            return PaidUp(False)
        return _judged(covering[-1], day)
    oldest = add_months(month_of(day), -ARREARS_LOOK_BACK_MONTHS)
    past = [month for month in own if month.due_on < day and month.month >= oldest]
    return _judged(max(past, key=lambda month: month.month), day) if past else PaidUp(True)


def _judged(month: MonthStatus, day: date) -> PaidUp:
    in_time = month.state == "paid" or (month.paid_at is not None and month.paid_at.date() <= day)
    return PaidUp(in_time, None if in_time else month)
