"""What changed in the ways of paying between two views of a region: plans that came or went, layers rebuilt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mingzhang.rules.policy.facts import When
from mingzhang.rules.policy.records import PlanTemplate
from mingzhang.rules.policy.view import PolicyView

Part = Literal["layer_added", "layer_removed", "layer_changed", "order", "other"]


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """One thing that is different in a plan: which layer or part, of which fund, and which of its clauses."""

    part: Part
    subject: str
    fund: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One way of paying that appeared, ended, is built differently, is not known any more, or known at last.

    `when` says whom it covers.
    """

    plan: str
    kind: Literal["new", "ended", "changed", "unknown", "known"]
    when: When
    details: tuple[PlanDetail, ...] = ()


Raw = Mapping[str, object]


def plan_differences(before: PolicyView, after: PolicyView) -> tuple[PlanChange, ...]:
    """Every plan template that appeared, ended or changed, by name."""
    old, new = ({plan.name: plan for plan in view.plans} for view in (before, after))
    changes = [PlanChange(name, "ended", old[name].when) for name in old.keys() - new.keys()]
    changes += [PlanChange(name, "new", new[name].when) for name in new.keys() - old.keys()]
    changes += [found for name in old.keys() & new.keys() if (found := _changed(old[name], new[name])) is not None]
    return tuple(sorted(changes, key=lambda change: change.plan))


def _changed(was: PlanTemplate, now: PlanTemplate) -> PlanChange | None:
    if bool(was.missing) != bool(now.missing):
        return PlanChange(now.name, "unknown" if now.missing else "known", now.when)
    details = _details(was.data, now.data)
    return PlanChange(now.name, "changed", now.when, details) if details else None


def _layers(plan: Raw) -> dict[str, Raw]:
    found = plan.get("layers", ())
    assert isinstance(found, list | tuple), "the schema of plans holds it so"
    return {str(layer["name"]): layer for layer in found}


def _details(was: Raw, now: Raw) -> tuple[PlanDetail, ...]:
    old, new = _layers(was), _layers(now)
    details = [PlanDetail("layer_added", name, str(new[name]["fund"])) for name in new if name not in old]
    details += [PlanDetail("layer_removed", name, str(old[name]["fund"])) for name in old if name not in new]
    kept = [name for name in old if name in new]
    order = [name for name in new if name in old]
    if kept != order:
        details.append(PlanDetail("order", " → ".join(new)))
    for name in kept:
        clauses = _differing(old[name], new[name])
        if clauses:
            details.append(PlanDetail("layer_changed", name, str(new[name]["fund"]), clauses))
    rest = tuple(clause for clause in _differing(was, now) if clause not in ("layers", "starts", "until"))
    if rest:
        details.append(PlanDetail("other", "", "", rest))
    return tuple(details)


def _differing(was: Raw, now: Raw) -> tuple[str, ...]:
    return tuple(sorted(clause for clause in {*was, *now} if was.get(clause) != now.get(clause)))
