"""The waterfall: how one layer after another pays a bill, in whole numbers only.

One source runs as plain Python for a bill at the counter and, compiled over integer arrays, for a year of a city.
It therefore takes flat tables of integers (`packing.py` lays them out) and writes on a `Sheet` of integers.
`paying.py` runs it for a whole bill.

Exactness. Cost is counted in 1/`unit` fen. When a cap on what a fund pays binds inside a band, the cost that stays
behind is seldom a whole fen (paid / rate); it is passed on as numerator and unit. Only what a payer pays is rounded,
half up; a payer that pays by several layers is rounded once over all of them (`residues`, in 1/10,000 fen).

Bounds. Python's integers do not overflow. In 64 bits everything fits for amounts and caps below 10^10 fen (100 million
yuan; `UNBOUNDED` included), totals below 10^13 fen and units of at most `MOST_UNIT`.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import gcd
from typing import NamedTuple

from mingzhang.rules.settlement.codes import (
    CAP_PARTLY,
    CAP_REACHED,
    PAID_BY_RATE,
    PAID_IN_FULL,
    RATE_REDUCED,
    RATE_ZERO,
    WITHIN_DEDUCTIBLE,
)

SCALE = 10_000
UNBOUNDED = 10**14
MOST_UNIT = 40_000


class Program(NamedTuple):
    """Plans as integers: each table is flat, one row of fixed width behind another; `groups` counts item groups."""

    plans: Sequence[int]
    layers: Sequence[int]
    bands: Sequence[int]
    caps: Sequence[int]
    writes: Sequence[int]
    counts: Sequence[int]
    groups: int


class Sheet(NamedTuple):
    """The working paper of one bill: the bill, the person's running totals, and what the waterfall finds."""

    bill: MutableSequence[int]
    scope: MutableSequence[int]
    totals: MutableSequence[int]
    residues: MutableSequence[int]
    results: MutableSequence[int]
    sums: MutableSequence[int]


# Columns of a layer's row. PAYS_AGAIN says that an earlier layer of the plan has the same payer, UNKNOWN that a rule
# behind the layer is not known, CHANGED that its rate is not the ordinary one.
PAYER, PAYS_AGAIN, BASIS, BASIS_OF, DEDUCTIBLE, MET_BY, YEAR_CAP, CAPPED_BY, MEASURE, COUNTS_DEDUCTIBLE = range(10)
BAND_FROM, BAND_TO, CAP_FROM, CAP_TO, WRITE_FROM, WRITE_TO, UNKNOWN, CHANGED = range(10, 18)
LAYER_WIDTH = 18
BAND_WIDTH, CAP_WIDTH, WRITE_WIDTH = 2, 3, 2

# What a layer looks at; BASIS_OF is a mask of item groups for the first, an earlier layer's number for the last two.
ITEM_GROUPS, LEFT_IN_SCOPE, LEFT_IN_SCOPE_AND_FIRST_PAY, OVER_CAP_OF, SHARE_OF = range(5)
# What a cap counts, and what a total grows by.
COUNT_PAID, COUNT_COST, COUNT_COST_AND_DEDUCTIBLE = range(3)
WRITE_BASIS, WRITE_PAID, WRITE_DEDUCTIBLE, WRITE_COST, WRITE_COST_AND_DEDUCTIBLE = range(5)

# Columns of a result's row. COST is what the rates were applied to, OVER what caps and bands left of it, both in
# 1/COST_UNIT fen; the amounts before in 1/UNIT fen; BINDS is a mask of the caps that limited the payment.
R_BASIS, R_UNIT, R_DEDUCTIBLE, R_POSITION, R_COST, R_OVER, R_COST_UNIT = range(7)
R_BASIS_FEN, R_DEDUCTIBLE_FEN, R_COST_FEN, R_PAID, R_REASON, R_BINDS = range(7, 13)
RESULT_WIDTH = 13


def nearest(numerator: int, denominator: int) -> int:
    """The nearest whole number, a half upwards; for numerators that may lie half a unit below zero, never negative."""
    if denominator == 1:
        return numerator
    return (2 * numerator + denominator) // (2 * denominator)


def pay_layer(program: Program, sheet: Sheet, layer: int, number: int, left: int, first_left: int, nothing: int) -> int:
    """Let one layer pay: fen paid. `left` is unpaid in scope, `first_left` the unpaid first payments.

    `layer` is its row in the program, `number` its place in the plan. `nothing` is the reason to give when it finds no
    cost to look at.
    """
    layers, results = program.layers, sheet.results
    row, out = layer * LAYER_WIDTH, number * RESULT_WIDTH
    if not layers[row + PAYS_AGAIN]:
        sheet.residues[layers[row + PAYER]] = 0
    basis, unit = basis_of(program, sheet, row, left, first_left)
    if basis == 0:
        return find_nothing(results, out, nothing)
    deductible = 0
    if layers[row + DEDUCTIBLE]:
        deductible = min(deductible_due(layers, sheet.totals, row) * unit, basis)
    results[out + R_BASIS] = basis
    results[out + R_DEDUCTIBLE] = deductible
    results[out + R_UNIT] = unit
    results[out + R_BASIS_FEN] = nearest(basis, unit)
    results[out + R_DEDUCTIBLE_FEN] = nearest(deductible, unit)
    paid = 0
    if basis > deductible:
        room = left + first_left if layers[row + BASIS] == LEFT_IN_SCOPE_AND_FIRST_PAY else left
        paid = pay_cost(program, sheet, row, out, basis - deductible, deductible, unit, room)
    else:
        pay_nothing(results, out)
    results[out + R_REASON] = reason_of(results, out, layers[row + CHANGED], nothing)
    count(program, sheet.totals, results, layer, number, 1)
    return paid


def find_nothing(results: MutableSequence[int], out: int, nothing: int) -> int:
    """Record a layer that finds no cost to look at."""
    results[out + R_BASIS] = 0
    results[out + R_UNIT] = 1
    results[out + R_DEDUCTIBLE] = 0
    results[out + R_BASIS_FEN] = 0
    results[out + R_DEDUCTIBLE_FEN] = 0
    results[out + R_REASON] = nothing
    pay_nothing(results, out)
    return 0


def pay_nothing(results: MutableSequence[int], out: int) -> None:
    """Record that no cost is left beyond the deductible."""
    results[out + R_POSITION] = 0
    results[out + R_COST] = 0
    results[out + R_OVER] = 0
    results[out + R_COST_UNIT] = 1
    results[out + R_COST_FEN] = 0
    results[out + R_PAID] = 0
    results[out + R_BINDS] = 0


def pay_cost(
    program: Program, sheet: Sheet, row: int, out: int, cost: int, deductible: int, unit: int, room: int
) -> int:
    """Pay the cost beyond the deductible by the bands' rates, as far as caps and room allow: fen paid."""
    layers, totals, results = program.layers, sheet.totals, sheet.results
    payable, room = within_caps(program, totals, row, deductible, cost, unit, room)
    position = totals[layers[row + MEASURE]] * unit + layers[row + COUNTS_DEDUCTIBLE] * deductible
    earned, used, divisor = walk_bands(
        program.bands, layers[row + BAND_FROM], layers[row + BAND_TO], position, payable, unit, room * SCALE * unit
    )
    paid = round_payer(sheet.residues, layers[row + PAYER], earned, unit)
    over = cost * divisor - used
    cost_unit = unit * divisor
    if cost_unit > 1:
        shrink = gcd(gcd(over, used), cost_unit)
        over, used, cost_unit = over // shrink, used // shrink, cost_unit // shrink
    results[out + R_POSITION] = position
    results[out + R_COST] = used
    results[out + R_OVER] = over
    results[out + R_COST_UNIT] = cost_unit
    results[out + R_COST_FEN] = nearest(used, cost_unit)
    results[out + R_PAID] = paid
    results[out + R_BINDS] = binding_caps(program, totals, results, row, out) if over else 0
    return paid


def deductible_due(layers: Sequence[int], totals: Sequence[int], row: int) -> int:
    """What of a layer's deductible is still to be met, as far as the year's limit on deductibles allows."""
    due = max(0, layers[row + DEDUCTIBLE] - totals[layers[row + MET_BY]])
    return min(due, max(0, layers[row + YEAR_CAP] - totals[layers[row + CAPPED_BY]]))


def basis_of(program: Program, sheet: Sheet, row: int, left: int, first_left: int) -> tuple[int, int]:
    """The cost a layer looks at, as numerator and unit."""
    kind, of = program.layers[row + BASIS], program.layers[row + BASIS_OF]
    if kind == ITEM_GROUPS:
        cost = 0
        for group in range(program.groups):
            if of >> group & 1:
                cost += sheet.scope[group]
        return cost, 1
    if kind == LEFT_IN_SCOPE:
        return left, 1
    if kind == LEFT_IN_SCOPE_AND_FIRST_PAY:
        return left + first_left, 1
    earlier = of * RESULT_WIDTH
    unit = sheet.results[earlier + R_COST_UNIT]
    if kind == OVER_CAP_OF:
        return sheet.results[earlier + R_OVER], unit
    return max(0, sheet.results[earlier + R_COST] - sheet.results[earlier + R_PAID] * unit), unit


def within_caps(
    program: Program, totals: Sequence[int], row: int, deductible: int, cost: int, unit: int, room: int
) -> tuple[int, int]:
    """The cost, and the fen of payment, for which all caps of a layer together leave room."""
    caps = program.caps
    payable = cost
    for cap in range(program.layers[row + CAP_FROM], program.layers[row + CAP_TO]):
        at = cap * CAP_WIDTH
        space = max(0, caps[at] - totals[caps[at + 2]])
        if caps[at + 1] == COUNT_PAID:
            room = min(room, space)
        else:
            with_deductible = deductible if caps[at + 1] == COUNT_COST_AND_DEDUCTIBLE else 0
            payable = min(payable, max(0, space * unit - with_deductible))
    return payable, room


def walk_bands(
    bands: Sequence[int], first: int, last: int, position: int, cost: int, unit: int, limit: int
) -> tuple[int, int, int]:
    """Apply the bands' rates from a position on: (earned in 1/10,000 of 1/unit fen, cost used, divisor of that cost).

    Stops exactly where `limit` is earned; the divisor is then the rate of the band in which that happened, else 1.
    """
    earned = 0
    used = 0
    for band in range(first, last):
        rate = bands[BAND_WIDTH * band + 1]
        take = min(cost - used, max(0, bands[BAND_WIDTH * band] * unit - position))
        if earned + take * rate > limit:
            return limit, used * rate + limit - earned, rate
        earned += take * rate
        used += take
        position += take
    return earned, used, 1


def round_payer(residues: MutableSequence[int], payer: int, earned: int, unit: int) -> int:
    """The fen that a payer pays for what a layer earned, rounded once over all its layers.

    Never above the layer's room: a residue is less than half a fen.
    """
    exact = earned + residues[payer] * unit
    if unit == 1:
        paid = (exact + SCALE // 2) // SCALE
        residues[payer] = exact - paid * SCALE
    else:
        paid = nearest(exact, unit * SCALE)
        residues[payer] = (exact - paid * unit * SCALE) // unit
    return paid


def binding_caps(program: Program, totals: Sequence[int], results: Sequence[int], row: int, out: int) -> int:
    """A mask of the caps that limit a layer that left cost behind: their room is used up; before the totals grow."""
    caps, binds = program.caps, 0
    first = program.layers[row + CAP_FROM]
    for cap in range(first, program.layers[row + CAP_TO]):
        at = cap * CAP_WIDTH
        counted = results[out + R_PAID]
        if caps[at + 1] != COUNT_PAID:
            counted = results[out + R_COST_FEN]
        if caps[at + 1] == COUNT_COST_AND_DEDUCTIBLE:
            counted += results[out + R_DEDUCTIBLE_FEN]
        if totals[caps[at + 2]] + counted >= caps[at]:
            binds |= 1 << (cap - first)
    return binds


def reason_of(results: Sequence[int], out: int, changed: int, nothing: int) -> int:
    """The number of the one code that says most about a layer's payment."""
    paid, basis = results[out + R_PAID], results[out + R_BASIS_FEN]
    if basis == 0:
        return nothing
    if results[out + R_BINDS]:
        return CAP_PARTLY if paid else CAP_REACHED
    if paid == 0:
        return WITHIN_DEDUCTIBLE if results[out + R_DEDUCTIBLE_FEN] == basis else RATE_ZERO
    if paid == basis:
        return PAID_IN_FULL
    return RATE_REDUCED if changed else PAID_BY_RATE


def count(
    program: Program, totals: MutableSequence[int], results: Sequence[int], layer: int, number: int, times: int
) -> None:
    """Let the running totals grow by what a layer did, to the nearest fen; `times` is -1 to take it back."""
    row, out = layer * LAYER_WIDTH, number * RESULT_WIDTH
    writes = program.writes
    for write in range(program.layers[row + WRITE_FROM], program.layers[row + WRITE_TO]):
        what = writes[WRITE_WIDTH * write + 1]
        if what == WRITE_BASIS:
            amount = results[out + R_BASIS_FEN]
        elif what == WRITE_PAID:
            amount = results[out + R_PAID]
        elif what == WRITE_DEDUCTIBLE:
            amount = results[out + R_DEDUCTIBLE_FEN]
        else:
            amount = results[out + R_COST_FEN]
            if what == WRITE_COST_AND_DEDUCTIBLE:
                amount += results[out + R_DEDUCTIBLE_FEN]
        totals[writes[WRITE_WIDTH * write]] += times * amount
