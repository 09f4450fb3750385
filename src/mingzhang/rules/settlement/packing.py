"""Lay plans out as flat integers, the form in which the waterfall reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.rules.settlement import paying, waterfall
from mingzhang.rules.settlement.bill import ORDINARY_GROUP
from mingzhang.rules.settlement.plan import VISIT_PREFIX, Component, Layer, Plan
from mingzhang.rules.settlement.waterfall import Program

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
_OF_BILL = {
    "in_scope": paying.BILL_IN_SCOPE,
    "in_scope_and_first_pay": paying.BILL_IN_SCOPE_AND_FIRST_PAY,
    "total": paying.BILL_TOTAL,
    "fund": paying.BILL_FUND,
    "left_in_scope": paying.BILL_LEFT_IN_SCOPE,
    "one": paying.BILL_ONE,
}
_COMPONENTS: dict[Component, int] = {
    "in_scope": paying.IN_SCOPE,
    "first_self": paying.FIRST_SELF,
    "over_limit": paying.OVER_LIMIT,
    "wholly_own": paying.WHOLLY_OWN,
}


@dataclass(frozen=True, slots=True)
class Packed:
    """Plans as integers, and the names behind the numbers: running totals, funds, item groups."""

    program: Program
    totals: tuple[str, ...]
    funds: tuple[str, ...]
    groups: tuple[str, ...]


@lru_cache(maxsize=4096)
def packed(plan: Plan) -> Packed:
    """One plan's integers; kept per plan object, because plans are themselves kept."""
    packing = Packing()
    packing.add(plan)
    return packing.packed()


class Packing:
    """Plans laid out one behind another, sharing the numbers of running totals, funds and item groups."""

    def __init__(self, funds: Iterable[str] = ()) -> None:
        self._totals, self._funds = _Names([_NO_TOTAL]), _Names(funds)
        self._groups = _Names([ORDINARY_GROUP])
        self._plans: list[int] = []
        self._layers: list[int] = []
        self._bands: list[int] = []
        self._caps: list[int] = []
        self._writes: list[int] = []
        self._counts: list[int] = []

    def add(self, plan: Plan) -> int:
        """Lay out one more plan: its number."""
        number = len(self._plans) // paying.PLAN_WIDTH
        groups = [ORDINARY_GROUP, *(group for layer in plan.layers for group in layer.basis.groups)]
        first_layer, first_count = len(self._layers) // waterfall.LAYER_WIDTH, len(self._counts) // paying.COUNT_WIDTH
        for place, layer in enumerate(plan.layers):
            self._add_layer(layer, plan.layers[:place])
        for counted in plan.counts:
            self._counts += [self._totals.number(counted.total), _OF_BILL[counted.what]]
        self._plans += [first_layer, first_layer + len(plan.layers), first_count, first_count + len(plan.counts)]
        self._plans += [0 if plan.first_pay is None else plan.first_pay.share_bp, self._groups.mask(groups)]
        self._plans += [_parts(plan.account.own), _parts(plan.account.family), int(plan.account.before_funds)]
        return number

    def packed(self, further_groups: Iterable[str] = ()) -> Packed:
        """All plans so far; item groups that no plan names are given numbers as well."""
        self._groups.mask(further_groups)
        program = Program(
            plans=tuple(self._plans),
            layers=tuple(self._layers),
            bands=tuple(self._bands),
            caps=tuple(self._caps),
            writes=tuple(self._writes),
            counts=tuple(self._counts),
            groups=len(self._groups.all()),
        )
        return Packed(program, self._totals.all(), self._funds.all(), self._groups.all())

    def _add_layer(self, layer: Layer, earlier: Sequence[Layer]) -> None:
        basis = layer.basis
        of = [before.name for before in earlier].index(basis.layer) if basis.layer else self._groups.mask(basis.groups)
        self._layers += [self._funds.number(layer.fund), int(any(before.fund == layer.fund for before in earlier))]
        self._layers += [_BASIS[basis.kind], of, *self._deductible(layer)]
        self._layers += [self._totals.number(layer.measure.total), int(layer.measure.counts_deductible)]
        starts = self._ends()
        for band in layer.bands:
            self._bands += [waterfall.UNBOUNDED if band.upper_fen is None else band.upper_fen, band.rate_bp]
        for cap in layer.caps:
            self._caps += [cap.amount_fen, _COUNTS[cap.counts], self._totals.number(cap.total)]
        for write in layer.writes:
            self._writes += [self._totals.number(write.total), _WRITES[write.what]]
        self._layers += [bound for pair in zip(starts, self._ends(), strict=True) for bound in pair]
        self._layers += [int(layer.unknown is not None), int(bool(layer.changes))]

    def _ends(self) -> tuple[int, int, int]:
        """The next rows of bands, caps and writes."""
        return (
            len(self._bands) // waterfall.BAND_WIDTH,
            len(self._caps) // waterfall.CAP_WIDTH,
            len(self._writes) // waterfall.WRITE_WIDTH,
        )

    def _deductible(self, layer: Layer) -> list[int]:
        """A deductible's four columns; none at all is one of zero fen."""
        rule = layer.deductible
        if rule is None:
            return [0, self._totals.number(_NO_TOTAL), waterfall.UNBOUNDED, self._totals.number(_NO_TOTAL)]
        year_cap = waterfall.UNBOUNDED if rule.year_cap_fen is None else rule.year_cap_fen
        capped_by = self._totals.number(rule.capped_by or _NO_TOTAL)
        return [rule.amount_fen, self._totals.number(rule.met_by), year_cap, capped_by]


def _parts(components: Iterable[Component]) -> int:
    """Parts of a bill as a mask."""
    return sum(1 << _COMPONENTS[component] for component in components)


class _Names:
    """Numbers given to names in the order in which they are first met."""

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        for name in names:
            self.number(name)

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    def mask(self, names: Iterable[str]) -> int:
        return sum(1 << number for number in {self.number(name) for name in names})

    def all(self) -> tuple[str, ...]:
        return tuple(self._numbers)
