"""Quoting a late payment: gathers what is overdue, asks the region's rules, and says what the payment would restore."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from mingzhang.basics.periods import add_months, age_on, month_of
from mingzhang.basics.refusal import Refusal
from mingzhang.books.database import Connection
from mingzhang.money.contributions.interruptions import arrears
from mingzhang.money.contributions.interruptions.records import Gap
from mingzhang.money.contributions.late import rules
from mingzhang.money.contributions.late.records import LateLine, LateQuote
from mingzhang.money.contributions.records import MonthStatus
from mingzhang.registers.enrolment import queries as register
from mingzhang.registers.enrolment.records import Coverage, Person
from mingzhang.rules.policy import Citation, PolicyView, Ruled, UnknownRule, view_for

Known = TypeVar("Known")


@dataclass(frozen=True, slots=True)
class _Debt:
    """What somebody owes for one person: the overdue months of who owes the oldest, and the gap they lie in."""

    dues: tuple[MonthStatus, ...]
    gap: Gap
    coverage: Coverage | None
    person: Person

    @property
    def employer_id(self) -> int | None:
        """Who owes it, None for the person."""
        return self.dues[0].employer_id

    @property
    def category(self) -> str:
        """The category of the last month that is owed."""
        return self.coverage.category if self.coverage is not None else self.gap.category


def late_quote(
    connection: Connection, region: str, person_id: int, *, on: date, through: date | None = None
) -> LateQuote | Refusal:
    """What paying a person's overdue months (up to `through`) costs on a day, and what it restores.

    Where several payers owe months, the quote is for the payer of the oldest. Each month costs what it was assessed at,
    a resident's year what it costs on the day. Refuses PERSON_UNKNOWN, NOTHING_MISSING, OUTSIDE_REPAIR_WINDOW (with
    the day it ended) and UNKNOWN_RULE where the amount itself cannot be known; an unknown consequence is named in it.
    """
    person = register.person(connection, region, person_id)
    if person is None:
        return Refusal("PERSON_UNKNOWN", {}, "never")
    debt = _debt(connection, region, person, on, through)
    if debt is None:
        return Refusal("NOTHING_MISSING", {"day": on.isoformat()}, "never")
    try:
        if debt.dues[0].scheme == "resident":
            return _resident_quote(region, debt, on)
        return _employee_quote(region, debt, on)
    except UnknownRule as unknown:
        return Refusal("UNKNOWN_RULE", unknown.refusal_facts())


def _debt(connection: Connection, region: str, person: Person, on: date, through: date | None) -> _Debt | None:
    known = arrears(connection, region, person.id, on)
    last = month_of(through) if through is not None else on
    marked = {(mark.due.scheme, mark.due.month): mark.due for mark in known.months if mark.due is not None}
    overdue = [due for due in marked.values() if due.missing_fen > 0 and due.due_on < on and due.month <= last]
    if not overdue:
        return None
    oldest = min(overdue, key=lambda due: due.month)
    same = [due for due in overdue if (due.scheme, due.employer_id) == (oldest.scheme, oldest.employer_id)]
    dues = tuple(sorted(same, key=lambda due: due.month))
    last_due = dues[-1]
    ends = add_months(last_due.month, last_due.months)
    gap = next(gap for gap in reversed(known.gaps) if gap.first < ends and last_due.month <= gap.last)
    held = {coverage.id: coverage for coverage in register.coverages(connection, region, person.id)}
    return _Debt(dues, gap, held.get(dues[-1].coverage_id), person)


def _employee_quote(region: str, debt: _Debt, on: date) -> LateQuote:
    view = view_for(region, on)
    daily: Ruled | None = None
    if debt.employer_id is not None:
        daily = view.find("contribution.late_fee_daily", scheme="employee", category=debt.category)
    lines = tuple(rules.late_line(due, on, daily) for due in debt.dues)
    months = sum(debt.gap.first <= due.month <= debt.gap.last for due in debt.dues)
    unknown: list[Refusal] = []
    wait = _if_known(lambda: rules.employee_wait(view, months, debt.category), unknown)
    last_day = _if_known(lambda: _forgiven_until(view, debt), unknown)
    citations = ((daily.citation,) if daily is not None else ()) + (wait.citations if wait is not None else ())
    return _quote(debt, on, lines, months, last_day if last_day and last_day >= on else None, wait, citations, unknown)


def _forgiven_until(view: PolicyView, debt: _Debt) -> date:
    cutoff = view.find("calendar.payment_cutoff_day").number
    first = min(due.month for due in debt.dues if debt.gap.first <= due.month)
    return rules.forgiven_until(view, first, debt.category, cutoff)


def _resident_quote(region: str, debt: _Debt, on: date) -> LateQuote | Refusal:
    """A resident pays one year at a time, the latest; earlier years that were missed are over."""
    due = debt.dues[-1]
    view = view_for(region, due.month)
    age = age_on(debt.person.birth_date, due.month)
    tier = (debt.coverage.tier or "") if debt.coverage is not None else ""
    line = rules.resident_line(view, due, debt.category, age, tier, on)
    last_day: date | None = None
    citations: tuple[Citation, ...] = ()
    if line.late_price and not due.late_price:
        last_day, citation = rules.resident_late_until(view)
        if on > last_day:
            return Refusal("OUTSIDE_REPAIR_WINDOW", {"last_day": last_day.isoformat(), "day": on.isoformat()}, "never")
        citations = (citation,)
    unknown: list[Refusal] = []
    today = view_for(region, on)
    wait = _if_known(lambda: rules.resident_wait(today, late=line.late_price, newborn=age < 1), unknown)
    citations += wait.citations if wait is not None else ()
    return _quote(debt, on, (line,), min(debt.gap.months, due.months), last_day, wait, citations, unknown)


def _quote(
    debt: _Debt,
    on: date,
    lines: tuple[LateLine, ...],
    gap_months: int,
    last_day: date | None,
    wait: rules.Wait | None,
    citations: Sequence[Citation],
    unknown: Sequence[Refusal],
) -> LateQuote:
    employer = debt.employer_id
    return LateQuote(
        person_id=debt.person.id,
        on=on,
        pays="person" if employer is None else "employer",
        payer_id=debt.person.id if employer is None else employer,
        lines=lines,
        gap_months=gap_months,
        last_day=last_day,
        wait_months=wait.months if wait is not None else None,
        restored_on=wait.restored_on(on) if wait is not None else None,
        gap_covered=wait.covered if wait is not None else None,
        make_up_fen=rules.make_up(debt.dues),
        citations=tuple(dict.fromkeys(citations)),
        unknown=tuple(unknown),
    )


def _if_known(ask: Callable[[], Known], unknown: list[Refusal]) -> Known | None:
    """What a rule says; None where it is not known, and then why is added to `unknown`."""
    try:
        return ask()
    except UnknownRule as error:
        refusal = Refusal("UNKNOWN_RULE", error.refusal_facts())
        if refusal not in unknown:
            unknown.append(refusal)
        return None
