"""From which day cover gives benefit: waiting periods, what repairs them, and months still missing. Pure.

Sources: 国办发〔2024〕38号 for residents; for employees the local rules. Figures are asked of the region's view, and
only those that the case needs: what is not known raises UnknownRule.
"""

from __future__ import annotations

from datetime import date, timedelta

from mingzhang.basics.periods import add_months, month_of, months_between
from mingzhang.registers.enrolment.records import Coverage, History, NewCoverage, Wait
from mingzhang.rules.policy import Citation, PolicyView

_HALF_A_YEAR = 6
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


def wait_of(view: PolicyView, new: NewCoverage, history: History, registered_on: date) -> Wait:
    """From which day a new coverage gives pooled benefit, by the rules of its first day. Raises UnknownRule.

    A resident waits who registers after the window or comes back after missed years, unless exempt. An employee begins
    some months after the first payment, goes on without a wait where no month is missing, and otherwise waits as the
    region says.
    """
    if new.scheme == "resident":
        return _resident_wait(view, new, history, registered_on)
    return _employee_wait(view, new, history)


def employee_wait(
    view: PolicyView, category: str, starts: date, ended: date | None, benefit_since: date | None
) -> Wait:
    """The wait of an employee whose last cover as one ended on a day (None: there was none) after giving benefit since
    another. Raises UnknownRule.
    """
    facts = {"scheme": "employee", "category": category}
    gap = gap_months(ended, starts)
    if gap == 0:
        return Wait(max(starts, benefit_since or starts), 0, "")
    starts_after = view.find("entitlement.starts_after_months", **facts)
    months, rule = starts_after.number, starts_after.citation
    if category == "flexible" and view.declares("entitlement.flexible_wait_months", **facts):
        forgiven = gap is not None and gap <= view.find("entitlement.flexible_gap_months", **facts).number
        wait = view.find("entitlement.flexible_wait_months", **facts)
        months, rule = (months, rule) if forgiven else (max(months, wait.number), wait.citation)
    elif gap is not None and (waited := employee_wait_months(view, gap, category)) > months:
        months, rule = waited, view.find("entitlement.employee_wait_months", **facts).citation
    return Wait(benefit_from(starts, months), months, cited(rule))


def gap_months(ended: date | None, starts: date) -> int | None:
    """How many whole months lie between the end of the last cover and a new one; None when there was none."""
    return None if ended is None else max(0, months_between(ended - timedelta(days=1), starts) - 1)


def missed_years(history: History, starts: date) -> int:
    """How many whole calendar years in a row went by without any cover before the year of `starts`."""
    lasts = [min(one.holds.end or starts, starts) - timedelta(days=1) for one in _active_before(history, starts)]
    if history.carried_until is not None and history.carried_until <= starts:
        lasts.append(history.carried_until - timedelta(days=1))
    return max(0, starts.year - max(lasts).year - 1) if lasts else 0


def window_closes(view: PolicyView) -> date:
    """The last day of the window in which residents register for the year of the view's day. Raises UnknownRule.

    A last month of the year's second half lies in the year before.
    """
    month = view.find("calendar.resident_window_last_month", scheme="resident").number
    first = date(view.day.year - (1 if month > _HALF_A_YEAR else 0), month, 1)
    if not view.declares("calendar.resident_window_last_day", scheme="resident"):
        return add_months(first, 1) - timedelta(days=1)
    return first.replace(day=view.find("calendar.resident_window_last_day", scheme="resident").number)


def _resident_wait(view: PolicyView, new: NewCoverage, history: History, registered_on: date) -> Wait:
    exempt = view.find("entitlement.wait_exempt", scheme="resident") if history.exemption is not None else None
    if exempt is not None and history.exemption in str(exempt.value).split():
        return Wait(new.starts, 0, cited(exempt.citation))
    missed = missed_years(history, new.starts)
    fixed = view.find("entitlement.wait_months", scheme="resident")
    if not missed and (_just_left_a_job(view, new, history) or registered_on <= window_closes(view)):
        return Wait(new.starts, 0, cited(fixed.citation))
    months = resident_wait_months(view, missed, history.repaired_years)
    return Wait(benefit_from(new.starts, months), months, cited(fixed.citation))


def _just_left_a_job(view: PolicyView, new: NewCoverage, history: History) -> bool:
    """Whether the cover as an employee ended no longer ago than the gap that the region forgives, where it says one."""
    ended = _employee_until(new, history)
    if ended is None or not view.has("entitlement.employee_gap_months", scheme="employee"):
        return False
    forgiven = view.find("entitlement.employee_gap_months", scheme="employee").number
    return (gap_months(ended, new.starts) or 0) <= forgiven


def _employee_wait(view: PolicyView, new: NewCoverage, history: History) -> Wait:
    earlier = _active_before(history, new.starts, "employee")
    since = max((one.entitled_from for one in earlier), default=None)
    return employee_wait(view, new.category, new.starts, _employee_until(new, history), since)


def _employee_until(new: NewCoverage, history: History) -> date | None:
    """The first day without cover as an employee before a new coverage, here or where a transfer came from."""
    earlier = _active_before(history, new.starts, "employee")
    ends = [min(one.holds.end or new.starts, new.starts) for one in earlier]
    if history.carried_until is not None and history.carried_until <= new.starts:
        ends.append(history.carried_until)
    return max(ends, default=None)


def cited(citation: Citation) -> str:
    """A rule as the register writes it down: key, source and article."""
    return f"{citation.key} {citation.source}#{citation.article}"


def _active_before(history: History, starts: date, scheme: str | None = None) -> list[Coverage]:
    """The coverages that began before a day and held actively, of one scheme or of any."""
    return [
        one
        for one in history.coverages
        if one.status == "active" and one.holds.start < starts and scheme in (None, one.scheme)
    ]
