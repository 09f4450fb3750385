"""The worked cases of the packs: read, turned into plan, bill, totals and balances, and settled by the real rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mingzhang.basics.fen import to_basis_points, to_fen
from mingzhang.rules.policy import Citation, Ruled, UnknownRule
from mingzhang.rules.policy.facts import matches
from mingzhang.rules.settlement import Balances, Bill, ItemRule, Outcome, PersonFacts, Plan, VisitFacts, bill_of, settle
from mingzhang.rules.settlement.planning import build_plan, facts_of
from mingzhang.rules.settlement.templates import Template, read_template, read_when

CASES = files("mingzhang.rules.policy") / "packs" / "cases"
PARTS = ("in_scope", "first_self", "over_limit", "wholly_own")


@dataclass(frozen=True)
class CaseFigures:
    """A case's own figures, in place of a policy view: "80%", "1.1x", "12m", or yuan; several with a `when` each."""

    case: str
    printed: Mapping[str, Any]
    region: str = "case"
    day: date = date.min

    def find(self, key: str, **facts: Any) -> Ruled:
        name = key.removeprefix("case.")
        cited = Citation("case", self.case, name, "transcribed", "2000-01-01", "", key)
        if name == "allowed":
            return Ruled(True, "bool", cited)
        text = self._printed(name, facts)
        if text is None:
            raise UnknownRule("case", key, date.min, facts, "no_value")
        if text.endswith("%"):
            return Ruled(to_basis_points(text), "percent", cited)
        if text.endswith("x"):
            return Ruled(int(Decimal(text[:-1]) * 10_000), "multiplier", cited)
        if text.endswith("m"):
            return Ruled(int(text[:-1]), "months", cited)
        return Ruled(to_fen(text), "yuan", cited)

    def _printed(self, name: str, facts: Mapping[str, Any]) -> str | None:
        """One figure; of several, each with its `when`, the one that these facts ask for."""
        given = self.printed.get(name)
        if not isinstance(given, list):
            return given
        return next((one["value"] for one in given if matches(read_when(one["when"]), facts)), None)


@cache
def case_files() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every file of cases, by the region that it is named after."""
    paths = sorted((path for path in CASES.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return tuple(
        (path.name.removesuffix(".yaml"), yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in paths
        if path.name != "forms.yaml"
    )


@cache
def worked_cases() -> tuple[dict[str, Any], ...]:
    """Every case that settles a bill, with the file's name as `region`."""
    return tuple({"region": region, **case} for region, data in case_files() for case in data["cases"])


@cache
def forms() -> dict[str, dict[str, Any]]:
    """The forms of rules, as complete plan templates in the packs' own shape."""
    raw = yaml.safe_load((CASES / "forms.yaml").read_text(encoding="utf-8"))["forms"]
    allowed = dict.fromkeys(PARTS, "case.allowed")
    return {
        name: {
            **{key: value for key, value in form.items() if key != "before_funds"},
            "name": name,
            "account": {"own": allowed, "family": allowed, "before_funds": form.get("before_funds", False)},
        }
        for name, form in raw.items()
    }


def template_of(case: Mapping[str, Any], pool: str) -> Template:
    """The case's form as a template, its pool named."""
    form = forms()[case["form"]]
    layers = [{**layer, "fund": pool if layer["fund"] == "pool" else layer["fund"]} for layer in form["layers"]]
    return read_template({**form, "layers": layers})


def plan_of(case: Mapping[str, Any]) -> Plan:
    """The case's form with the case's figures."""
    person = {"scheme": "employee", "age": 40, **case["person"]}
    facts = facts_of(PersonFacts(**person), VisitFacts(**case["visit"]))
    template = template_of(case, f"{person['scheme']}_pooled")
    return build_plan(template, CaseFigures(case["id"], case["figures"]), facts, "case")


def run(case: Mapping[str, Any]) -> Outcome:
    """Settle a case through template, plan and waterfall."""
    totals = {name: to_fen(amount) for name, amount in case.get("totals", {}).items()}
    outcome = settle(plan_of(case), bill(case), totals, balances(case))
    assert isinstance(outcome, Outcome)
    return outcome


def balances(case: Mapping[str, Any]) -> Balances:
    """What the case's own and family accounts can pay."""
    family = tuple((number, number, to_fen(amount)) for number, amount in enumerate(case.get("family", ()), start=1))
    return Balances(to_fen(case.get("account", "0")), "account" in case, "NO_ACCOUNT", family)


def bill(case: Mapping[str, Any]) -> Bill:
    """The case's bill: from fee lines where it has them, else from its sums."""
    if "lines" in case:
        made = bill_of(_split(line) for line in case["lines"])
        assert isinstance(made, Bill)
        return made
    sums = {name: to_fen(amount) for name, amount in case["bill"].items()}
    groups = [("", sums.get("in_scope", 0))] + ([("essential", sums["essential"])] if "essential" in sums else [])
    own, over, first = (sums.get(name, 0) for name in ("wholly_own", "over_limit", "first_self"))
    return Bill(sum(sums.values()), own, over, first, tuple(groups))


def _split(line: Mapping[str, str]) -> Any:
    from mingzhang.rules.settlement import split_line

    rule = ItemRule(
        line["class"],
        first_share_bp=to_basis_points(line.get("first_share", "0")),
        first_share_over_fen=to_fen(line.get("first_share_over", "0")),
        price_limit_fen=to_fen(line["price_limit"]) if "price_limit" in line else None,
        shared_once=bool(line.get("shared_once", False)),
    )
    return split_line(
        rule, Decimal(line.get("quantity", "1")), Decimal(line.get("price", line["amount"])), to_fen(line["amount"])
    )


def told(outcome: Outcome, name: str) -> Any:
    """An outcome's figure by the name that a case's `expect` uses."""
    plain = {
        "in_scope": outcome.in_scope_fen,
        "deductible": outcome.deductible_fen,
        "wholly_own": outcome.wholly_own_fen,
        "fund": outcome.fund_fen,
        "personal": outcome.total_fen - outcome.fund_fen,
        "account": outcome.account_fen,
        "cash": outcome.cash_fen,
        "left_in_scope": outcome.in_scope_fen - outcome.fund_fen,
        "family": tuple(amount for _, amount in outcome.family),
    }
    if name in plain:
        return plain[name]
    if name.startswith("after_"):
        return outcome.accumulators[name.removeprefix("after_")]
    return dict(outcome.payers).get(name, 0)
