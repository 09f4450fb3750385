"""Months of insurance that count towards lifelong benefit in retirement, and how many a region demands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingzhang.basics.periods import each_month
from mingzhang.registers.enrolment.records import Coverage
from mingzhang.rules.policy import Citation, PolicyView

GENDERS = {1: "male", 2: "female"}


def own_months(coverages: Sequence[Coverage], scheme: str, until: date) -> int:
    """In how many months up to a day the person was actively covered by a scheme; retired months pay nothing."""
    months = {
        month
        for one in coverages
        if one.scheme == scheme and one.status == "active" and one.category != "retired" and one.holds.start <= until
        for month in each_month(one.holds.start, _last_day(one, until))
    }
    return len(months)


def years_required(view: PolicyView, gender: int) -> tuple[int, int | None, Citation]:
    """Months required in all and of the region's own (None where it asks for none), and the rule that says so.

    Raises UnknownRule where the region's years are not known.
    """
    facts = {"scheme": "employee", "category": "in_service", "gender": GENDERS.get(gender, "")}
    asked = {name: fact for name, fact in facts.items() if fact}
    ruled = view.find("entitlement.lifetime_years", **asked)
    local = "entitlement.lifetime_local_years"
    own = view.find(local, **asked).number * 12 if view.declares(local, **asked) else None
    return ruled.number * 12, own, ruled.citation


def _last_day(coverage: Coverage, until: date) -> date:
    """The last day that counts: of a coverage that ended, a day of its last month."""
    end = coverage.holds.end
    if end is None or end > until:
        return until
    return date.fromordinal(end.toordinal() - 1)
