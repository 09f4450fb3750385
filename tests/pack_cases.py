"""Every worked case once more, from the pack of its region and day instead of its own figures, where the pack knows.

A case may say in `pack` what only a pack needs to know: `person` and `visit` (facts that its rules ask for), `totals`
(the running totals by the pack's names), `expect` (amounts that its further layers change, with a `note`), `region`,
`given`; or why it is not run from the pack (`not`), or why the pack gives something else (`differs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mingzhang.basics.fen import to_fen
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import UnknownRule, view_for
from mingzhang.rules.settlement import PersonFacts, VisitFacts, plan_for, settle
from rule_cases import answers, pack_of
from rule_cases import wanted as rule_wanted
from settlement_worked import balances, bill, told

Standing = Literal["pack", "differs", "parameters"]


@dataclass(frozen=True)
class FromPack:
    """How a case stands to its region's pack, why, and what the pack gives where it is run (amounts by name)."""

    standing: Standing
    why: str
    found: Mapping[str, Any]
    wanted: Mapping[str, Any]


def from_pack(case: Mapping[str, Any]) -> FromPack:
    """Run a case from the pack, or say why its own figures are all there is."""
    asked = case.get("pack", {})
    if "not" in asked:
        return FromPack("parameters", asked["not"], {}, {})
    if case["region"] == "general" and "region" not in asked:
        return FromPack("parameters", "出处没有点明地区，或该地区没有包", {}, {})
    try:
        found, wanted = _rule(case) if "kind" in case else _settlement(case)
    except UnknownRule as unknown:
        return FromPack("parameters", _reason(unknown.refusal_facts()), {}, {})
    if isinstance(found, Refusal):
        return FromPack("parameters", _reason(found.facts), {}, {})
    if "differs" in asked:
        return FromPack("differs", asked["differs"], found, wanted)
    return FromPack("pack", asked.get("note", ""), found, wanted)


WHY = {
    "not_started": "早于包里最早的规则",
    "ended": "规则已止",
    "not_declared": "包里没有这一项",
    "no_value": "包里没有给这类人的数",
}


def _reason(facts: Mapping[str, Any]) -> str:
    """Why the pack does not answer; a fact that the case forgot to give is a mistake in the case."""
    assert facts["why"] != "fact_missing", facts
    return f"缺：{facts['missing']}" if facts["missing"] else WHY[facts["why"]]


def _rule(case: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    asked = {**case, "given": case.get("pack", {}).get("given", case["given"])}
    return answers(asked, pack_of(case)), rule_wanted(case)


def _settlement(case: Mapping[str, Any]) -> tuple[Mapping[str, Any] | Refusal, Mapping[str, Any]]:
    asked = case.get("pack", {})
    person = {"scheme": "employee", "age": 40, **case["person"], **asked.get("person", {})}
    visit = {**case["visit"], **asked.get("visit", {})}
    view = view_for(asked.get("region", case["region"]), case["day"])
    plan = plan_for(view, PersonFacts(**person), VisitFacts(**visit))
    if isinstance(plan, Refusal):
        return plan, {}
    assert "totals" in asked or "totals" not in case, "the pack's names for the running totals"
    totals = {name: to_fen(amount) for name, amount in asked.get("totals", {}).items()}
    outcome = settle(plan, bill(case), totals, balances(case))
    if isinstance(outcome, Refusal):
        return outcome, {}
    expected = {name: amount for name, amount in case["expect"].items() if not name.startswith("after_")}
    expected |= asked.get("expect", {})
    wanted = {name: _fen(amount) for name, amount in expected.items()}
    return {name: told(outcome, name) for name in wanted}, wanted


def _fen(amount: Any) -> Any:
    return tuple(map(to_fen, amount)) if isinstance(amount, list) else to_fen(amount)
