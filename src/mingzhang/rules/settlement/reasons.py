"""Why each payer paid what it paid: closed codes, and the figures behind them."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.rules.settlement.outcome import Balances, BandResult, CapResult, LayerResult
from mingzhang.rules.settlement.packing import Program
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Layer, Unfired
from mingzhang.rules.settlement.waterfall import (
    R_BASIS,
    R_COST,
    R_COST_UNIT,
    R_DEDUCTIBLE,
    R_OVER,
    R_OVER_UNIT,
    R_PAID,
    R_POSITION,
    R_UNIT,
    RESULT_WIDTH,
    UNBOUNDED,
    nearest,
)

# The closed list; a code's place in it is its bit in the batch form.
CODES = (
    "PAID_IN_FULL",
    "PAID_BY_RATE",
    "RATE_REDUCED",
    "CAP_PARTLY",
    "CAP_REACHED",
    "WITHIN_DEDUCTIBLE",
    "RATE_ZERO",
    "NOTHING_LEFT",
    "OUT_OF_CATALOGUE",
    "NOT_ENTITLED",
    "WAITING",
    "NOT_DESIGNATED",
    "NOT_SELECTED",
    "NOT_FILED",
    "NOT_COVERED",
    "OTHER_CATEGORY",
    "ACCOUNT_ONLY",
    "ACCOUNT_EMPTY",
    "ACCOUNT_SHORT",
    "NO_ACCOUNT",
    "ACCOUNT_HELD",
    "ACCOUNT_NOT_OPENED",
    "USE_NOT_ALLOWED",
    "NO_GRANT",
    "FAMILY_EMPTY",
    "FAMILY_SHORT",
)


def layer_result(
    layer: Layer,
    number: int,
    program: Program,
    results: Sequence[int],
    before: Sequence[int],
    after: Sequence[int],
    nothing: str,
) -> LayerResult:
    """A layer's record from the waterfall's figures and the running totals before and after it.

    `nothing` is the reason to give when the layer finds no cost to look at.
    """
    row = results[number * RESULT_WIDTH : (number + 1) * RESULT_WIDTH]
    basis = nearest(row[R_BASIS], row[R_UNIT])
    deductible = nearest(row[R_DEDUCTIBLE], row[R_UNIT])
    rule = layer.deductible
    bands = _bands(layer, row)
    caps = _caps(layer, program, row, before, after)
    met = 0 if rule is None else min(rule.amount_fen, before[program.totals.index(rule.met_by)])
    return LayerResult(
        name=layer.name,
        fund=layer.fund,
        basis_fen=basis,
        deductible_standard_fen=0 if rule is None else rule.amount_fen,
        deductible_before_fen=met,
        deductible_fen=deductible,
        deductible_span="visit" if rule is None else span_of(rule.met_by),
        bands=bands,
        caps=caps,
        over_fen=nearest(row[R_OVER], row[R_OVER_UNIT]),
        paid_fen=row[R_PAID],
        reason=_reason(layer, basis, deductible, row[R_PAID], any(cap.binds for cap in caps)) if basis else nothing,
        changes=layer.changes,
        deductible_source=None if rule is None else rule.source,
        source=layer.bands[0].source if layer.bands else None,
    )


def beyond_deductible(results: Sequence[int], number: int) -> bool:
    """Whether a layer met cost beyond its deductible."""
    return results[number * RESULT_WIDTH + R_BASIS] > results[number * RESULT_WIDTH + R_DEDUCTIBLE]


def unfired_result(unfired: Unfired) -> LayerResult:
    """The record of a payer that took no part, naming the condition that failed."""
    return LayerResult(
        name=unfired.fund,
        fund=unfired.fund,
        basis_fen=0,
        deductible_standard_fen=0,
        deductible_before_fen=0,
        deductible_fen=0,
        deductible_span="visit",
        bands=(),
        caps=(),
        over_fen=0,
        paid_fen=0,
        reason=unfired.code,
        changes=(),
        deductible_source=None,
        source=unfired.source,
    )


def span_of(total: str) -> str:
    """Whether a running total lives for a visit or for the medical year."""
    return "visit" if total.startswith(VISIT_PREFIX) else "year"


def _bands(layer: Layer, row: Sequence[int]) -> tuple[BandResult, ...]:
    """The cost in each band that was reached, to the nearest fen; a dearer unit after a cap is exact until here."""
    unit = row[R_COST_UNIT]
    position = row[R_POSITION] * unit
    end = position + row[R_COST] * row[R_UNIT]
    scale = unit * row[R_UNIT]
    reached = []
    for band in layer.bands:
        upper = (UNBOUNDED if band.upper_fen is None else band.upper_fen) * scale
        part = min(end, upper) - position
        if part > 0:
            reached.append(BandResult(band.upper_fen, band.rate_bp, nearest(part, scale)))
            position += part
    return tuple(reached)


def _caps(
    layer: Layer, program: Program, row: Sequence[int], before: Sequence[int], after: Sequence[int]
) -> tuple[CapResult, ...]:
    """Each cap before and after; it binds when its room is used up and cost was left behind."""
    records = []
    for cap in layer.caps:
        total = program.totals.index(cap.total)
        paid_or_cost = row[R_PAID] if cap.counts == "paid" else nearest(row[R_COST], row[R_COST_UNIT])
        if cap.counts == "cost_and_deductible":
            paid_or_cost += nearest(row[R_DEDUCTIBLE], row[R_UNIT])
        binds = row[R_OVER] > 0 and before[total] + paid_or_cost >= cap.amount_fen
        records.append(
            CapResult(cap.amount_fen, before[total], after[total], cap.counts, span_of(cap.total), binds, cap.source)
        )
    return tuple(records)


def _reason(layer: Layer, basis: int, deductible: int, paid: int, capped: bool) -> str:
    """The one code that says most about a layer's payment."""
    if capped:
        return "CAP_PARTLY" if paid else "CAP_REACHED"
    if paid == 0:
        return "WITHIN_DEDUCTIBLE" if deductible == basis else "RATE_ZERO"
    if paid == basis:
        return "PAID_IN_FULL"
    return "RATE_REDUCED" if layer.changes else "PAID_BY_RATE"


def account_reason(personal: int, unpaid: int, paid: int, balances: Balances) -> str:
    """Why the own account paid what it paid; `unpaid` is what it was allowed to pay and did not."""
    if personal == 0:
        return "NOTHING_LEFT"
    if not balances.account_usable:
        return balances.account_reason
    if paid == 0 and unpaid <= 0:
        return "USE_NOT_ALLOWED"
    if unpaid <= 0:
        return "PAID_IN_FULL"
    return "ACCOUNT_SHORT" if paid else "ACCOUNT_EMPTY"


def family_reason(unpaid: int, parts: Sequence[tuple[int, int]], balances: Balances) -> str:
    """Why the family's accounts paid what they paid; `unpaid` is what the own account left."""
    paid = sum(amount for _, amount in parts)
    if unpaid == 0:
        return "NOTHING_LEFT"
    if not balances.family:
        return "NO_GRANT"
    if paid == unpaid:
        return "PAID_IN_FULL"
    if paid:
        return "FAMILY_SHORT"
    return "USE_NOT_ALLOWED" if any(available > 0 for _, _, available in balances.family) else "FAMILY_EMPTY"
