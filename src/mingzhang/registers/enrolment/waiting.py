"""From which day cover gives benefit: waiting periods, what repairs them, and months still missing. Pure.

Sources: 国办发〔2024〕38号 for residents; for employees the local rules. Figures are asked of the region's view, and
only those that the case needs: what is not known raises UnknownRule.
"""

from __future__ import annotations

from datetime import date

from mingzhang.basics.periods import add_months, month_of
from mingzhang.rules.policy import PolicyView

LONG_GAP_YEARS = 4  # 连续断缴 4 年及以上：修复后仍有下限


def resident_wait_months(view: PolicyView, missed_years: int, repaired_years: int = 0) -> int:
    """How many months a resident waits who missed so many years in a row and has paid for some of them since.

    To the fixed months each missed year adds some, from the year that the region counts from; each year paid for
    afterwards takes some off again, never below the fixed ones. After a long gap a floor stays.
    """
    months = _figure(view, "wait_months")
    if not missed_years:
        return months
    counted = max(0, missed_years - _figure(view, "wait_counts_from_missed_year") + 1)
    added = counted * _figure(view, "wait_extra_months_per_year")
    taken_off = repaired_years * _figure(view, "repair_months_per_year")
    months += max(0, added - taken_off)
    return max(months, _figure(view, "wait_floor_months")) if missed_years >= LONG_GAP_YEARS else months


def _figure(view: PolicyView, name: str) -> int:
    return view.find(f"entitlement.{name}", scheme="resident").number


def employee_wait_months(view: PolicyView, gap_months: int, category: str) -> int:
    """How many months an employee waits after a gap that was paid for: none unless it was longer than is forgiven."""
    facts = {"scheme": "employee", "category": category}
    if gap_months <= view.find("entitlement.employee_gap_months", **facts).number:
        return 0
    return view.find("entitlement.employee_wait_months", **facts).number


def benefit_from(counted_from: date, months: int) -> date:
    """The first day of benefit: the first of the month so many months after the day that the wait counts from."""
    return add_months(month_of(counted_from), months)


def months_missing(required_years: int, paid_months: int) -> int:
    """How many months of contributions are still missing for benefit in retirement."""
    return max(0, required_years * 12 - paid_months)
