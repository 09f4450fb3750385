"""Settle one bill: lay it on a sheet, let everybody pay, and tell what was found in the field's own words."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.settlement.bill import ORDINARY_GROUP, Bill, negative_part
from mingzhang.rules.settlement.codes import CODES
from mingzhang.rules.settlement.outcome import Balances, Outcome
from mingzhang.rules.settlement.packing import Packed, packed
from mingzhang.rules.settlement.paying import (
    NOBODY,
    NOT_USABLE,
    S_ACCOUNT,
    S_ACCOUNT_REASON,
    S_DEDUCTIBLE,
    S_FIRST_SELF,
    S_FUND,
    S_IN_SCOPE,
    S_PERSONAL,
    SUMS_WIDTH,
    family_share,
    pay_bill,
)
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Change, Plan
from mingzhang.rules.settlement.reasons import family_reason, layer_results, unfired_result
from mingzhang.rules.settlement.waterfall import RESULT_WIDTH, Sheet


def settle(plan: Plan, bill: Bill, accumulators: Mapping[str, int], balances: Balances) -> Outcome | Refusal:
    """Who pays which fen of the bill.

    `accumulators` are the person's running totals of the medical year before this bill; a total not named there is
    zero. What nobody pays is cash. Refuses with UNKNOWN_RULE when cost reaches a layer whose rule is not known, and
    with BILL_NEGATIVE a bill whose refunds outweigh its charges.
    """
    if (refused := negative_part(bill)) is not None:
        return refused
    packing = packed(plan)
    before = [0 if name.startswith(VISIT_PREFIX) else accumulators.get(name, 0) for name in packing.totals]
    sheet = _sheet(plan, packing, bill, before)
    account_fen = max(0, balances.account_fen) if balances.account_usable else NOT_USABLE
    unknown = pay_bill(packing.program, sheet, 0, account_fen)
    if unknown != NOBODY:
        refusal = plan.layers[unknown].unknown
        assert refusal is not None
        return refusal
    return _outcome(plan, packing, bill, sheet, before, accumulators, balances)


def _sheet(plan: Plan, packing: Packed, bill: Bill, totals: list[int]) -> Sheet:
    """The working paper with the bill on it; a group that the plan does not know is of the ordinary one."""
    scope = [0] * len(packing.groups)
    ordinary = packing.groups.index(ORDINARY_GROUP)
    for group, amount in bill.groups:
        scope[packing.groups.index(group) if group in packing.groups else ordinary] += amount
    return Sheet(
        bill=[bill.first_self_fen, bill.over_limit_fen, bill.wholly_own_fen, *scope],
        scope=[0] * len(scope),
        totals=totals.copy(),
        residues=[0] * len(packing.funds),
        results=[0] * (RESULT_WIDTH * len(plan.layers)),
        sums=[0] * SUMS_WIDTH,
    )


def _outcome(
    plan: Plan,
    packing: Packed,
    bill: Bill,
    sheet: Sheet,
    before: list[int],
    accumulators: Mapping[str, int],
    balances: Balances,
) -> Outcome:
    """What was found, in names."""
    sums = sheet.sums
    unpaid = sums[S_PERSONAL] - sums[S_ACCOUNT]
    family = _family_parts(family_share(packing.program, sheet, 0), balances)
    kept = zip(packing.totals, sheet.totals, strict=True)
    after = {name: total for name, total in kept if not name.startswith(VISIT_PREFIX)}
    return Outcome(
        view_digest=plan.view_digest,
        total_fen=bill.total_fen,
        wholly_own_fen=bill.wholly_own_fen,
        over_limit_fen=bill.over_limit_fen,
        first_self_fen=sums[S_FIRST_SELF],
        in_scope_fen=sums[S_IN_SCOPE],
        deductible_fen=sums[S_DEDUCTIBLE],
        fund_fen=sums[S_FUND],
        account_fen=sums[S_ACCOUNT],
        family=family,
        cash_fen=unpaid - sum(amount for _, amount in family),
        layers=(*layer_results(plan, packing, sheet, before), *map(unfired_result, plan.unfired)),
        account_reason=_account_reason(sums[S_ACCOUNT_REASON], balances),
        family_reason=family_reason(unpaid, family, balances),
        account_source=plan.account.source,
        first_pay=_first_pay_change(plan),
        accumulators={**accumulators, **after},
        added={name: grown for name, total in after.items() if (grown := total - accumulators.get(name, 0))},
    )


def _family_parts(payable: int, balances: Balances) -> tuple[tuple[int, int], ...]:
    """What each family account pays, in binding order."""
    parts = []
    for _, owner, available in balances.family:
        amount = min(payable, max(0, available))
        payable -= amount
        if amount:
            parts.append((owner, amount))
    return tuple(parts)


def _account_reason(number: int, balances: Balances) -> str:
    """The code of the own account; where it cannot be used, the balances say why."""
    return balances.account_reason if number == NOT_USABLE else CODES[number]


def _first_pay_change(plan: Plan) -> Change | None:
    """The off-site first payment as a change, for the statement."""
    rule = plan.first_pay
    return None if rule is None else Change(rule.code, "first_pay", rule.share_bp, rule.source)
