"""Lay a plan out as flat integers, the form in which the waterfall reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.rules.settlement import waterfall
from mingzhang.rules.settlement.bill import ORDINARY_GROUP
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Layer, Plan

_NO_TOTAL = f"{VISIT_PREFIX}none"
_BASIS = {
    "item_groups": waterfall.ITEM_GROUPS,
    "left_in_scope": waterfall.LEFT_IN_SCOPE,
    "left_in_scope_and_first_pay": waterfall.LEFT_IN_SCOPE_AND_FIRST_PAY,
    "over_cap_of": waterfall.OVER_CAP_OF,
    "share_of": waterfall.SHARE_OF,
}
_COUNTS = {
    "paid": waterfall.COUNT_PAID,
    "cost": waterfall.COUNT_COST,
    "cost_and_deductible": waterfall.COUNT_COST_AND_DEDUCTIBLE,
}
_WRITES = {
    "basis": waterfall.WRITE_BASIS,
    "paid": waterfall.WRITE_PAID,
    "deductible": waterfall.WRITE_DEDUCTIBLE,
    "cost": waterfall.WRITE_COST,
    "cost_and_deductible": waterfall.WRITE_COST_AND_DEDUCTIBLE,
}


@dataclass(frozen=True, slots=True)
class Program:
    """A plan as integers, and the names behind its numbers: running totals, funds, item groups."""

    totals: tuple[str, ...]
    funds: tuple[str, ...]
    groups: tuple[str, ...]
    layers: tuple[int, ...]
    bands: tuple[int, ...]
    caps: tuple[int, ...]
    writes: tuple[int, ...]


@lru_cache(maxsize=4096)
def packed(plan: Plan) -> Program:
    """The plan's integers; kept per plan object, because plans are themselves kept."""
    totals, funds = _Names([_NO_TOTAL]), _Names([])
    groups = _Names([ORDINARY_GROUP, *(group for layer in plan.layers for group in layer.basis.groups)])
    names = _Names([layer.name for layer in plan.layers])
    layers: list[int] = []
    bands: list[int] = []
    caps: list[int] = []
    writes: list[int] = []
    for layer in plan.layers:
        layers += [funds.number(layer.fund), _BASIS[layer.basis.kind], _basis_of(layer, groups, names)]
        layers += _deductible(layer, totals)
        layers += [totals.number(layer.measure.total), int(layer.measure.counts_deductible)]
        starts = (len(bands) // 2, len(caps) // 3, len(writes) // 2)
        for band in layer.bands:
            bands += [waterfall.UNBOUNDED if band.upper_fen is None else band.upper_fen, band.rate_bp]
        for cap in layer.caps:
            caps += [cap.amount_fen, _COUNTS[cap.counts], totals.number(cap.total)]
        for write in layer.writes:
            writes += [totals.number(write.total), _WRITES[write.what]]
        ends = (len(bands) // 2, len(caps) // 3, len(writes) // 2)
        layers += [bound for pair in zip(starts, ends, strict=True) for bound in pair]
    for counted in plan.counts:
        totals.number(counted.total)
    return Program(totals.all(), funds.all(), groups.all(), tuple(layers), tuple(bands), tuple(caps), tuple(writes))


def _basis_of(layer: Layer, groups: _Names, names: _Names) -> int:
    """The mask of item groups a layer looks at, or the number of the layer it follows."""
    if layer.basis.kind in {"over_cap_of", "share_of"}:
        return names.number(layer.basis.layer)
    return sum(1 << groups.number(group) for group in layer.basis.groups)


def _deductible(layer: Layer, totals: _Names) -> list[int]:
    """A deductible's four columns; none at all is one of zero fen."""
    rule = layer.deductible
    if rule is None:
        return [0, totals.number(_NO_TOTAL), waterfall.UNBOUNDED, totals.number(_NO_TOTAL)]
    year_cap = waterfall.UNBOUNDED if rule.year_cap_fen is None else rule.year_cap_fen
    return [rule.amount_fen, totals.number(rule.met_by), year_cap, totals.number(rule.capped_by or _NO_TOTAL)]


class _Names:
    """Numbers given to names in the order in which they are first met."""

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        for name in names:
            self.number(name)

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def all(self) -> tuple[str, ...]:
        return tuple(self._numbers)
