"""Plans as arrays of integers: equal plans kept once, and what is refused instead of a plan or beyond a layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np

from mingzhang.answers.lab.fold import Book
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.settlement import Plan
from mingzhang.rules.settlement.codes import CODES
from mingzhang.rules.settlement.packing import Packing, packed
from mingzhang.rules.settlement.plan import VISIT_PREFIX
from mingzhang.rules.settlement.waterfall import MOST_UNIT, SCALE, Program


@dataclass(frozen=True, slots=True)
class Opened:
    """A book and its program as arrays, and how many totals, funds, item groups, layers and refusals they speak of."""

    book: Book
    program: Program
    totals: int
    funds: int
    groups: int
    claim_groups: int
    visits: int
    layers: int
    refusals: int


class PlanArrays:
    """The distinct plans so far, numbered from 0, and the distinct refusals, numbered from -1 downwards."""

    def __init__(self, funds: Iterable[str]) -> None:
        self.refusals: list[Refusal] = []
        self.layer_refusals: list[Refusal | None] = []
        self.silent: list[int] = []
        self.most_layers = 0
        self._packing = Packing(funds)
        self._numbers: dict[Any, int] = {}

    def number(self, plan: Plan | Refusal) -> int:
        """The number of a plan, or of what is refused in its place."""
        given = finer_than_64_bits(plan) or plan if isinstance(plan, Plan) else plan
        if isinstance(given, Refusal):
            return self._numbered(cause_of(given), lambda: self._refused(given))
        silent = sum({1 << CODES.index(missed.code) for missed in given.unfired})
        unknown = tuple(None if layer.unknown is None else cause_of(layer.unknown) for layer in given.layers)
        return self._numbered((packed(given), silent, unknown), lambda: self._added(given, silent))

    def opened(self, profiles: Sequence[int], plans: Sequence[int], groups: Sequence[str]) -> Opened:
        """The book with these profiles' rows and their plans' numbers, for claims with these item groups."""
        packing = self._packing.packed(groups)
        visits = [number for number, name in enumerate(packing.totals) if name.startswith(VISIT_PREFIX)]
        numbers = [packing.groups.index(group) for group in groups]
        rows = (profiles, plans, self.silent, numbers, visits)
        return Opened(
            book=Book(*(_table(row) for row in rows)),
            program=Program(*(_table(table) for table in packing.program[:-1]), packing.program.groups),
            totals=len(packing.totals),
            funds=len(packing.funds),
            groups=len(packing.groups),
            claim_groups=len(numbers),
            visits=len(visits),
            layers=self.most_layers,
            refusals=len(self.refusals),
        )

    def _numbered(self, content: Any, add: Any) -> int:
        if content not in self._numbers:
            self._numbers[content] = add()
        return self._numbers[content]

    def _refused(self, refusal: Refusal) -> int:
        self.refusals.append(refusal)
        return -len(self.refusals)

    def _added(self, plan: Plan, silent: int) -> int:
        self.silent.append(silent)
        self.layer_refusals += [layer.unknown for layer in plan.layers]
        self.most_layers = max(self.most_layers, len(plan.layers))
        return self._packing.add(plan)


def cause_of(refusal: Refusal) -> tuple[str, str]:
    """What a refused claim is counted by: the rule's key, or the code where no rule is named, and what is missing.

    A fact that the rule asks for and the claims do not give is named as their column.
    """
    missing = str(refusal.facts.get("missing", ""))
    if refusal.facts.get("why") == "fact_missing":
        missing = f"费用表没有或未填的列 missing column: {missing}"
    return str(refusal.facts.get("key", refusal.code)), missing


def finer_than_64_bits(plan: Plan) -> Refusal | None:
    """The refusal of a plan whose layers may pass on parts of a fen too fine for 64 bits: RATES_TOO_FINE.

    A cap that binds in a band leaves a cost in parts of a fen as fine as the band's rate, and the next layer's cap
    parts it again. Rates in whole or half percent stay far from the bound over three layers.
    """
    left: dict[str, int] = {}
    for layer in plan.layers:
        unit = left.get(layer.basis.layer, 1)
        if unit > MOST_UNIT:
            return Refusal("RATES_TOO_FINE", {"layer": layer.name, "fund": layer.fund, "unit": unit}, "never")
        rates = [band.rate_bp for band in layer.bands if band.rate_bp]
        left[layer.name] = unit * (max(rates, default=1) // gcd(SCALE, *rates))
    return None


def constant(array: np.ndarray) -> np.ndarray:
    """The array, one block in memory and not to be written to: the one kind of column that the fold is compiled for."""
    whole = np.ascontiguousarray(array)
    view = whole.view()
    view.flags.writeable = False
    return view


def _table(numbers: Sequence[int]) -> np.ndarray:
    """Numbers as an array that is not written to."""
    return constant(np.array(numbers, np.int64))
