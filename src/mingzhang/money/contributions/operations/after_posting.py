"""What a payment that was just posted sets right: the benefit that a gap had taken away counts again from its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingzhang.books.database import Connection, load_statements
from mingzhang.money.contributions.late.rules import Wait, employee_wait, resident_wait
from mingzhang.money.contributions.rates import rule_text
from mingzhang.registers.enrolment.operations import restore_entitlements
from mingzhang.rules.policy import PolicyView, UnknownRule, view_for

_SQL = load_statements("mingzhang.money.contributions", "restoring.sql")
_BY = "collection"


@dataclass(frozen=True, slots=True)
class _Repaired:
    """A gap that was closed, and the cover under which benefit is taken up again."""

    person_id: int
    scheme: str
    first: date
    last: date
    months: int
    late_price: bool
    coverage_id: int
    category: str
    entitled_from: date
    newborn: bool


def after_posting(connection: Connection, region: str, receipt_ids: Sequence[int], at: datetime) -> None:
    """Restore what the payments repaired; called in the transaction that posts them, after months are marked paid.

    For each gap that is wholly paid now, the first day of benefit follows from the region's rules for its length; it
    is written down with the rule. Where the rule is not known, benefit stays as the register has it.
    """
    values: dict[str, object] = {"region": region, "receipt_ids": list(receipt_ids), "at": at, "on": at.date()}
    gaps = connection.execute(_SQL["repaired"], values).fetchall()
    if not gaps:
        return
    view = view_for(region, at.date())
    waits = [(gap, wait) for gap in _with_cover(connection, values, gaps) if (wait := _wait(view, gap)) is not None]
    if waits:
        _write(connection, region, values, view, waits)


def _with_cover(
    connection: Connection, values: dict[str, object], gaps: Iterable[tuple[Any, ...]]
) -> Iterable[_Repaired]:
    """The gaps of those who are covered on the day of payment; nobody else has benefit to take up again."""
    asked = list(dict.fromkeys((gap[0], gap[1]) for gap in gaps))
    values |= {"people": [person_id for person_id, _ in asked], "schemes": [scheme for _, scheme in asked]}
    covers = {row[0]: row[1:] for row in connection.execute(_SQL["people_restored"], values).fetchall()}
    return (_Repaired(*gap[:6], *covers[gap[0]]) for gap in gaps if gap[0] in covers)


def _wait(view: PolicyView, gap: _Repaired) -> Wait | None:
    try:
        if gap.scheme == "resident":
            return resident_wait(view, late=gap.late_price, newborn=gap.newborn)
        return employee_wait(view, gap.months, gap.category)
    except UnknownRule:
        return None


def _write(
    connection: Connection,
    region: str,
    values: dict[str, object],
    view: PolicyView,
    waits: Sequence[tuple[_Repaired, Wait]],
) -> None:
    at, on = values["at"], values["on"]
    if not isinstance(at, datetime) or not isinstance(on, date):
        raise TypeError("a posting has a moment and a day")
    days = [max(gap.entitled_from, wait.restored_on(on)) for gap, wait in waits]
    written = {
        "people": [gap.person_id for gap, _ in waits],
        "schemes": [gap.scheme for gap, _ in waits],
        "firsts": [gap.first for gap, _ in waits],
        "lasts": [gap.last for gap, _ in waits],
        "gaps": [gap.months for gap, _ in waits],
        "waits": [wait.months for _, wait in waits],
        "covered": [wait.covered for _, wait in waits],
        "days": days,
        "rules": [rule_text(wait.citations, view.digest) for _, wait in waits],
    }
    connection.execute(_SQL["write_restorations"], values | written)
    later: dict[str, list[tuple[int, date]]] = defaultdict(list)
    for (gap, wait), day in zip(waits, days, strict=True):
        if wait.months and day > gap.entitled_from:
            later[rule_text(wait.citations, view.digest)].append((gap.coverage_id, day))
    for rule, some in later.items():
        restore_entitlements(connection, region, some, rule=rule, by=_BY, now=at)
