"""What a bill would cost somebody: the plan that holds for them, and the settlement under it, in one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.settlement.bill import Bill
from mingzhang.rules.settlement.facts import PersonFacts, VisitFacts
from mingzhang.rules.settlement.outcome import Balances, Outcome
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Layer, Plan
from mingzhang.rules.settlement.planning import plan_for
from mingzhang.rules.settlement.settling import settle

Kept = Literal["deductible", "paid", "cost"]


@dataclass(frozen=True, slots=True)
class YearTotal:
    """A running total of the medical year that a plan reads: whose it is, and what of it the year has used in fen.

    `kept` is the deductible met, what the fund paid, or the cost counted.
    """

    name: str
    fund: str
    kept: Kept


def estimate(
    view: PolicyView, person: PersonFacts, visit: VisitFacts, bill: Bill, totals: Mapping[str, int], balances: Balances
) -> Outcome | Refusal:
    """Who would pay which fen of the bill; the same plan and waterfall as a settlement, and nothing is written.

    `totals` are the running totals of the medical year so far, in fen. Refuses as `plan_for` and `settle` do: with
    UNKNOWN_RULE, BENEFIT_UNKNOWN or BILL_NEGATIVE, never with a guess.
    """
    plan = plan_for(view, person, visit)
    return plan if isinstance(plan, Refusal) else settle(plan, bill, totals, balances)


def totals_read(plan: Plan) -> tuple[YearTotal, ...]:
    """The running totals of the year that can change what this plan pays, in the order of its layers."""
    found: dict[str, YearTotal] = {}
    for layer in plan.layers:
        for name in _read_by(layer):
            if not name.startswith(VISIT_PREFIX) and name not in found:
                found[name] = YearTotal(name, *_kept(plan, name, layer))
    return tuple(found.values())


def _read_by(layer: Layer) -> tuple[str, ...]:
    """The totals that a layer looks at before it pays."""
    rule = layer.deductible
    met = () if rule is None else (rule.met_by, *([rule.capped_by] if rule.capped_by else ()))
    measured = (layer.measure.total,) if any(band.upper_fen is not None for band in layer.bands) else ()
    return (*met, *measured, *(cap.total for cap in layer.caps))


def _kept(plan: Plan, name: str, reader: Layer) -> tuple[str, Kept]:
    """What a total holds: what the first layer that moves it adds to it; else what its reader takes it for."""
    for layer in plan.layers:
        for write in layer.writes:
            if write.total == name:
                return layer.fund, write.what if write.what in ("deductible", "paid") else "cost"
    if reader.deductible is not None and name in (reader.deductible.met_by, reader.deductible.capped_by):
        return reader.fund, "deductible"
    counted = next((cap.counts for cap in reader.caps if cap.total == name), "cost")
    return reader.fund, "paid" if counted == "paid" else "cost"
