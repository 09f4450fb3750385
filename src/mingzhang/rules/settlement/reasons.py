"""Why each payer paid what it paid: the waterfall's figures as records, with closed codes."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.rules.policy import Citation
from mingzhang.rules.settlement.codes import CODES
from mingzhang.rules.settlement.outcome import Balances, BandResult, CapResult, LayerResult
from mingzhang.rules.settlement.packing import Packed
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Band, Layer, Plan, Unfired
from mingzhang.rules.settlement.waterfall import (
    R_BASIS_FEN,
    R_BINDS,
    R_COST,
    R_COST_UNIT,
    R_DEDUCTIBLE_FEN,
    R_OVER,
    R_PAID,
    R_POSITION,
    R_REASON,
    R_UNIT,
    RESULT_WIDTH,
    UNBOUNDED,
    Sheet,
    count,
    nearest,
)

__all__ = ["CODES", "family_reason", "layer_results", "span_of", "unfired_result"]


def layer_results(plan: Plan, packing: Packed, sheet: Sheet, before: Sequence[int]) -> list[LayerResult]:
    """Each layer's record; `before` are the running totals at the start of the bill, in the packing's order."""
    records = []
    totals = list(before)
    for number, layer in enumerate(plan.layers):
        earlier = totals.copy()
        count(packing.program, totals, sheet.results, number, number, 1)
        row = sheet.results[number * RESULT_WIDTH : (number + 1) * RESULT_WIDTH]
        records.append(_layer_result(layer, packing.totals, row, earlier, totals))
    return records


def _layer_result(
    layer: Layer, names: tuple[str, ...], row: Sequence[int], before: Sequence[int], after: Sequence[int]
) -> LayerResult:
    """A layer's record from the waterfall's figures and the running totals before and after it."""
    rule = layer.deductible
    met = 0 if rule is None else min(rule.amount_fen, before[names.index(rule.met_by)])
    return LayerResult(
        name=layer.name,
        fund=layer.fund,
        basis_fen=row[R_BASIS_FEN],
        deductible_standard_fen=0 if rule is None else rule.amount_fen,
        deductible_before_fen=met,
        deductible_fen=row[R_DEDUCTIBLE_FEN],
        deductible_span="visit" if rule is None else span_of(rule.met_by),
        bands=_bands(layer, row),
        caps=_caps(layer, names, row[R_BINDS], before, after),
        over_fen=nearest(row[R_OVER], row[R_COST_UNIT]),
        paid_fen=row[R_PAID],
        reason=CODES[row[R_REASON]],
        changes=layer.changes,
        deductible_source=None if rule is None else rule.source,
        source=layer.bands[0].source if layer.bands else None,
    )


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
            sources = _band_sources(layer, band, end >= upper)
            reached.append(BandResult(band.upper_fen, band.rate_bp, nearest(part, scale), sources))
            position += part
    return tuple(reached)


def _band_sources(layer: Layer, band: Band, used_up: bool) -> tuple[Citation, ...]:
    """What a band rests on besides the source that the layer names: a rate of its own, the end that was reached."""
    named = (band.source, band.upper_source if used_up else None)
    return tuple(source for source in named if source is not None and source != layer.bands[0].source)


def _caps(
    layer: Layer, names: tuple[str, ...], binds: int, before: Sequence[int], after: Sequence[int]
) -> tuple[CapResult, ...]:
    """Each cap before and after."""
    records = []
    for number, cap in enumerate(layer.caps):
        total = names.index(cap.total)
        bound = bool(binds >> number & 1)
        records.append(
            CapResult(cap.amount_fen, before[total], after[total], cap.counts, span_of(cap.total), bound, cap.source)
        )
    return tuple(records)


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
