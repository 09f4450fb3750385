"""The worked cases that settle no bill: contributions, credits, waits, caps, fines, each run by the real rules.

A case's own figures stand under the keys of the packs, so that the same rules run on them and on a real view.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from mingzhang.basics.fen import share, to_basis_points, to_fen
from mingzhang.money.contributions.rates import late_amount, monthly_rates, yearly_amount
from mingzhang.money.contributions.rules import month_due
from mingzhang.registers.enrolment.waiting import (
    benefit_from,
    employee_wait_months,
    months_missing,
    resident_wait_months,
)
from mingzhang.rules.policy import Citation, PolicyView, Ruled, UnknownRule, packs, view_for
from mingzhang.rules.policy.facts import matches
from mingzhang.rules.policy.view import segment_on
from mingzhang.rules.settlement.figures import changed_amount
from mingzhang.rules.settlement.rewards import rewarded_cap, rewards_of
from mingzhang.rules.settlement.templates import Amount, read_when
from settlement_worked import case_files

NOBODY = {"scheme": "employee", "age": 40, "admission": 1}


class KeyFigures:
    """A case's own figures in place of a policy view: "2%", "1.1x", yuan in quotes, whole numbers and flags plain."""

    digest = "0" * 64

    def __init__(self, case: str, figures: Mapping[str, Any], day: date) -> None:
        self.region, self.day, self._figures = case, day, figures

    def find(self, key: str, **facts: Any) -> Ruled:
        """The figure; of several, each with its `when`, the one that these facts ask for."""
        given = self._figures.get(key)
        if isinstance(given, list):
            given = next((one["value"] for one in given if matches(read_when(one["when"]), facts)), None)
        if given is None:
            raise UnknownRule(self.region, key, self.day, facts, "no_value")
        return _ruled(given, Citation("case", self.region, key, "transcribed", "2000-01-01", "", key))

    def has(self, key: str, **facts: Any) -> bool:
        """Whether the case has such a figure."""
        return key in self._figures

    declares = has


def _ruled(given: Any, cited: Citation) -> Ruled:
    if isinstance(given, bool):
        return Ruled(given, "bool", cited)
    if isinstance(given, int):
        return Ruled(given, "count", cited)
    if given.endswith("%"):
        return Ruled(to_basis_points(given), "percent", cited)
    if given.endswith("x"):
        return Ruled(to_basis_points(given[:-1]) * 100, "multiplier", cited)
    return Ruled(to_fen(given), "yuan", cited)


@cache
def rule_cases() -> tuple[dict[str, Any], ...]:
    """Every such case of every file, with the file's name as `region`."""
    return tuple({"region": region, **case} for region, data in case_files() for case in data.get("rules", ()))


def figures_of(case: Mapping[str, Any]) -> KeyFigures:
    """The case's own figures."""
    return KeyFigures(case["id"], case["figures"], case["day"])


def pack_of(case: Mapping[str, Any]) -> PolicyView:
    """The view of the region's pack on the case's day, or of the national entries alone."""
    region = case.get("pack", {}).get("region", case["region"])
    if region == "national":
        return PolicyView(region, case["day"], segment_on(packs().national, (), case["day"]))
    return view_for(region, case["day"])


def answers(case: Mapping[str, Any], view: Any) -> dict[str, int | date]:
    """What the rules give for a case: amounts in fen, months, days."""
    facts = {**NOBODY, **case["person"]}
    return KINDS[case["kind"]](view, facts, case["given"])


def wanted(case: Mapping[str, Any]) -> dict[str, int | date]:
    """What the case expects, in the same units."""
    return {name: to_fen(amount) if isinstance(amount, str) else amount for name, amount in case["expect"].items()}


def _month(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    due = month_due(to_fen(given["declared"]), monthly_rates(view, facts["category"], facts.get("tier", "")).rates)
    return {"person": due.person_fen, "account": due.account_fen}


def _credit(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    if view.find("account.exists", **facts).value is False:
        return {"credit": 0}
    if facts["category"] == "retired":
        yearly = view.declares("account.fixed_yearly", **facts)
        return {"credit": view.find("account.fixed_yearly" if yearly else "account.fixed", **facts).number}
    return {"credit": int(_month(view, facts, given)["account"])}  # type: ignore[call-overload]


def _year(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    ruled = yearly_amount(view, facts["category"], facts["age"])
    late = late_amount(view, facts["category"], facts["age"]) if given["late"] else ruled.amount_fen
    return {"person": late, "total": ruled.amount_fen + ruled.subsidy_fen}


def _amount(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    return {"amount": changed_amount(msgspec.convert(given, Amount), view, facts)[0]}


def _wait(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    months = resident_wait_months(view, given["missed_years"], given["repaired_years"])
    return {"months": months, "from": benefit_from(given.get("counted_from", date.min), months)}


def _start(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    months = view.find("entitlement.starts_after_months", **facts).number
    return {"from": benefit_from(given["paid_on"], months)}


def _employee_wait(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    return {"months": employee_wait_months(view, given["gap_months"], facts["category"])}


def _missing_months(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    years = view.find("entitlement.lifetime_years", gender="male", **facts).number
    return {"months": months_missing(years, given["paid_months"])}


def _reward(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    years = (given["continuous_years"], given["years_without_claim"])
    return {"cap": rewarded_cap(to_fen(given["cap"]), rewards_of(view), *years)}


def _fine(view: Any, facts: dict[str, Any], given: Mapping[str, Any]) -> dict[str, int | date]:
    return {"fine": share(to_fen(given["amount"]), view.find(given["by"]).number)}


KINDS = {
    "fine": _fine,
    "month": _month,
    "credit": _credit,
    "year": _year,
    "amount": _amount,
    "wait": _wait,
    "start": _start,
    "employee_wait": _employee_wait,
    "missing_months": _missing_months,
    "reward": _reward,
}
