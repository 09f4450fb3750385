"""Settle one bill: prepare the amounts, run the waterfall, let the accounts follow, and say why for each payer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.basics.fen import share
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.settlement.bill import ORDINARY_GROUP, Bill, negative_part
from mingzhang.rules.settlement.outcome import Balances, LayerResult, Outcome
from mingzhang.rules.settlement.packing import Program, packed
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Change, Component, Plan
from mingzhang.rules.settlement.reasons import (
    account_reason,
    beyond_deductible,
    family_reason,
    layer_result,
    unfired_result,
)
from mingzhang.rules.settlement.waterfall import RESULT_WIDTH, pay_layer


def settle(plan: Plan, bill: Bill, accumulators: Mapping[str, int], balances: Balances) -> Outcome | Refusal:
    """Who pays which fen of the bill.

    `accumulators` are the person's running totals of the medical year before this bill; a total not named there is
    zero. What nobody pays is cash. Refuses with UNKNOWN_RULE when cost reaches a layer whose rule is not known, and
    with BILL_NEGATIVE a bill whose refunds outweigh its charges.
    """
    if (refused := negative_part(bill)) is not None:
        return refused
    program = packed(plan)
    scope, first_self = _scope(plan, program, bill)
    in_scope = sum(scope)
    prepaid = min(in_scope, balances.account_fen) if plan.account.before_funds and balances.account_usable else 0
    totals = [0 if name.startswith(VISIT_PREFIX) else accumulators.get(name, 0) for name in program.totals]
    nothing = "OUT_OF_CATALOGUE" if in_scope == 0 and bill.total_fen else "NOTHING_LEFT"
    layers = _run(plan, program, scope, first_self, prepaid, totals, nothing)
    if isinstance(layers, Refusal):
        return layers
    fund = sum(layer.paid_fen for layer in layers)
    left = _left(bill, in_scope, first_self, fund + prepaid)
    account = prepaid + _from_account(plan, left, balances, prepaid)
    personal = bill.total_fen - fund
    family = _from_family(plan, left, personal - account, balances)
    cash = personal - account - sum(amount for _, amount in family)
    _count_bill(plan, program, totals, in_scope, first_self, bill.total_fen, fund)
    after = {name: totals[number] for number, name in enumerate(program.totals) if not name.startswith(VISIT_PREFIX)}
    added = {name: grown for name, total in after.items() if (grown := total - accumulators.get(name, 0))}
    return Outcome(
        view_digest=plan.view_digest,
        total_fen=bill.total_fen,
        wholly_own_fen=bill.wholly_own_fen,
        over_limit_fen=bill.over_limit_fen,
        first_self_fen=first_self,
        in_scope_fen=in_scope,
        deductible_fen=_deductible(plan, layers),
        fund_fen=fund,
        account_fen=account,
        family=family,
        cash_fen=cash,
        layers=(*layers, *(unfired_result(unfired) for unfired in plan.unfired)),
        account_reason=account_reason(
            personal, personal - account - _barred(left, plan.account.own), account, balances
        ),
        family_reason=family_reason(personal - account, family, balances),
        account_source=plan.account.source,
        first_pay=_first_pay_change(plan),
        accumulators={**accumulators, **after},
        added=added,
    )


def _scope(plan: Plan, program: Program, bill: Bill) -> tuple[list[int], int]:
    """In-scope amounts by the plan's item groups, and first payments, after a first-pay share for care elsewhere.

    A group that no layer names takes the ordinary rate.
    """
    scope = [0] * len(program.groups)
    ordinary = program.groups.index(ORDINARY_GROUP)
    for group, amount in bill.groups:
        scope[program.groups.index(group) if group in program.groups else ordinary] += amount
    if plan.first_pay is None:
        return scope, bill.first_self_fen
    paid_first = [share(amount, plan.first_pay.share_bp) for amount in scope]
    remaining = [amount - first for amount, first in zip(scope, paid_first, strict=True)]
    return remaining, bill.first_self_fen + sum(paid_first)


def _run(
    plan: Plan,
    program: Program,
    scope: Sequence[int],
    first_self: int,
    prepaid: int,
    totals: list[int],
    nothing: str,
) -> list[LayerResult] | Refusal:
    """Let the layers pay in order, and record what each did."""
    in_scope = sum(scope)
    paid = prepaid
    residues = [0] * len(program.funds)
    results = [0] * (RESULT_WIDTH * len(plan.layers))
    records = []
    for number, layer in enumerate(plan.layers):
        before = totals.copy()
        paid += pay_layer(
            number,
            program.layers,
            program.bands,
            program.caps,
            program.writes,
            scope,
            max(0, in_scope - paid),
            first_self - max(0, paid - in_scope),
            totals,
            residues,
            results,
        )
        if layer.unknown is not None and beyond_deductible(results, number):
            return layer.unknown
        records.append(layer_result(layer, number, program, results, before, totals, nothing))
    return records


def _left(bill: Bill, in_scope: int, first_self: int, paid: int) -> dict[Component, int]:
    """What the funds leave of each part of the bill; payments count against what is in scope first."""
    return {
        "in_scope": max(0, in_scope - paid),
        "first_self": first_self - max(0, paid - in_scope),
        "over_limit": bill.over_limit_fen,
        "wholly_own": bill.wholly_own_fen,
    }


def _barred(left: Mapping[Component, int], allowed: Sequence[Component]) -> int:
    """What of the person's side an account may not pay."""
    return sum(amount for component, amount in left.items() if component not in allowed)


def _from_account(plan: Plan, left: Mapping[Component, int], balances: Balances, prepaid: int) -> int:
    """What the own account pays: the parts it may pay, as far as its balance reaches."""
    if not balances.account_usable:
        return 0
    return min(sum(left[component] for component in plan.account.own), max(0, balances.account_fen - prepaid))


def _from_family(
    plan: Plan, left: Mapping[Component, int], unpaid: int, balances: Balances
) -> tuple[tuple[int, int], ...]:
    """What each family account pays, in binding order; the own account is taken to have paid the barred parts first."""
    payable = min(unpaid, sum(left[component] for component in plan.account.family))
    parts = []
    for _, owner, available in balances.family:
        amount = min(payable, max(0, available))
        payable -= amount
        if amount:
            parts.append((owner, amount))
    return tuple(parts)


def _count_bill(
    plan: Plan, program: Program, totals: list[int], in_scope: int, first_self: int, total: int, fund: int
) -> None:
    """Let the running totals of the whole bill grow."""
    amounts = {
        "in_scope": in_scope,
        "in_scope_and_first_pay": in_scope + first_self,
        "total": total,
        "fund": fund,
        "left_in_scope": max(0, in_scope - fund),
        "one": 1,
    }
    for counted in plan.counts:
        totals[program.totals.index(counted.total)] += amounts[counted.what]


def _deductible(plan: Plan, layers: Sequence[LayerResult]) -> int:
    """The deductibles of the layers that look at the bill itself, not at what others left."""
    return sum(
        result.deductible_fen
        for number, (layer, result) in enumerate(zip(plan.layers, layers, strict=True))
        if number == 0 or layer.basis.kind == "item_groups"
    )


def _first_pay_change(plan: Plan) -> Change | None:
    """The off-site first payment as a change, for the statement."""
    rule = plan.first_pay
    return None if rule is None else Change(rule.code, "first_pay", rule.share_bp, rule.source)
