"""The waterfall: how one layer after another pays a bill, in whole numbers only.

One source runs as plain Python for a bill at the counter and, compiled over integer arrays, for a year of a city.
It therefore takes flat sequences of integers (`packing.py` lays them out) and changes `totals`, `residues` and
`results` in place.

Exactness. Cost is counted in 1/`unit` fen. When a cap on what a fund pays binds inside a band, the cost that stays
behind is seldom a whole fen (paid / rate); it is passed on as numerator and unit. Only what a payer pays is rounded,
half up; a payer that pays by several layers is rounded once over all of them (`residues`, in 1/10,000 fen).

Bounds. Python's integers do not overflow. In 64 bits everything fits for amounts, totals and caps below 10^10 fen
(100 million yuan; `UNBOUNDED` included) and one `over_cap_of` step whose unit, after reduction, is at most 10^4.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import gcd

SCALE = 10_000
UNBOUNDED = 10**14

# Columns of a layer's row.
PAYER, BASIS, BASIS_OF, DEDUCTIBLE, MET_BY, YEAR_CAP, CAPPED_BY, MEASURE = range(8)
COUNTS_DEDUCTIBLE, BAND_FROM, BAND_TO, CAP_FROM, CAP_TO, WRITE_FROM, WRITE_TO = range(8, 15)
LAYER_WIDTH = 15

# What a layer looks at; BASIS_OF is a mask of item groups for the first, an earlier layer's number for the last two.
ITEM_GROUPS, LEFT_IN_SCOPE, LEFT_IN_SCOPE_AND_FIRST_PAY, OVER_CAP_OF, SHARE_OF = range(5)
# What a cap counts, and what a total grows by.
COUNT_PAID, COUNT_COST, COUNT_COST_AND_DEDUCTIBLE = range(3)
WRITE_BASIS, WRITE_PAID, WRITE_DEDUCTIBLE, WRITE_COST, WRITE_COST_AND_DEDUCTIBLE = range(5)

# Columns of a result's row: amounts in 1/unit fen, paid in fen; COST is what the rates were applied to.
R_BASIS, R_UNIT, R_DEDUCTIBLE, R_POSITION, R_COST, R_COST_UNIT, R_OVER, R_OVER_UNIT, R_PAID = range(9)
RESULT_WIDTH = 9


def nearest(numerator: int, denominator: int) -> int:
    """The nearest whole number, a half upwards; for numerators that may lie half a unit below zero, never negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def basis_of(
    kind: int, of: int, scope: Sequence[int], left: int, first_left: int, results: Sequence[int]
) -> tuple[int, int]:
    """The cost a layer looks at, as numerator and unit."""
    if kind == ITEM_GROUPS:
        cost = 0
        for group in range(len(scope)):
            if of >> group & 1:
                cost += scope[group]
        return cost, 1
    if kind == LEFT_IN_SCOPE:
        return left, 1
    if kind == LEFT_IN_SCOPE_AND_FIRST_PAY:
        return left + first_left, 1
    row = of * RESULT_WIDTH
    if kind == OVER_CAP_OF:
        return results[row + R_OVER], results[row + R_OVER_UNIT]
    unit = results[row + R_COST_UNIT]
    return max(0, results[row + R_COST] - results[row + R_PAID] * unit), unit


def walk_bands(
    bands: Sequence[int], first: int, last: int, position: int, cost: int, unit: int, limit: int
) -> tuple[int, int, int]:
    """Apply the bands' rates from a position on: (earned in 1/10,000 of 1/unit fen, cost used, divisor of that cost).

    Stops exactly where `limit` is earned; the divisor is then the rate of the band in which that happened, else 1.
    """
    earned = 0
    used = 0
    for band in range(first, last):
        rate = bands[2 * band + 1]
        take = min(cost - used, max(0, bands[2 * band] * unit - position))
        if earned + take * rate > limit:
            return limit, used * rate + limit - earned, rate
        earned += take * rate
        used += take
        position += take
    return earned, used, 1


def pay_layer(
    number: int,
    layers: Sequence[int],
    bands: Sequence[int],
    caps: Sequence[int],
    writes: Sequence[int],
    scope: Sequence[int],
    left: int,
    first_left: int,
    totals: MutableSequence[int],
    residues: MutableSequence[int],
    results: MutableSequence[int],
) -> int:
    """Let one layer pay: fen paid. `left` is unpaid in scope, `first_left` the unpaid first payments."""
    row = number * LAYER_WIDTH
    kind = layers[row + BASIS]
    basis, unit = basis_of(kind, layers[row + BASIS_OF], scope, left, first_left, results)
    due = min(
        max(0, layers[row + DEDUCTIBLE] - totals[layers[row + MET_BY]]),
        max(0, layers[row + YEAR_CAP] - totals[layers[row + CAPPED_BY]]),
    )
    deductible = min(due * unit, basis)
    cost = basis - deductible
    room = left + first_left if kind == LEFT_IN_SCOPE_AND_FIRST_PAY else left
    payable = cost
    for cap in range(3 * layers[row + CAP_FROM], 3 * layers[row + CAP_TO], 3):
        space = max(0, caps[cap] - totals[caps[cap + 2]])
        if caps[cap + 1] == COUNT_PAID:
            room = min(room, space)
        else:
            with_deductible = deductible if caps[cap + 1] == COUNT_COST_AND_DEDUCTIBLE else 0
            payable = min(payable, max(0, space * unit - with_deductible))
    position = totals[layers[row + MEASURE]] * unit + layers[row + COUNTS_DEDUCTIBLE] * deductible
    earned, used, divisor = walk_bands(
        bands, layers[row + BAND_FROM], layers[row + BAND_TO], position, payable, unit, room * SCALE * unit
    )
    payer = layers[row + PAYER]
    exact = earned + residues[payer] * unit
    paid = nearest(exact, unit * SCALE)  # never above the room: a residue is less than half a fen
    residues[payer] = (exact - paid * unit * SCALE) // unit
    over = cost * divisor - used
    shrink = max(1, gcd(gcd(over, used), unit * divisor))
    out = number * RESULT_WIDTH
    results[out + R_BASIS], results[out + R_UNIT] = basis, unit
    results[out + R_DEDUCTIBLE], results[out + R_POSITION] = deductible, position
    results[out + R_COST], results[out + R_COST_UNIT] = used // shrink, unit * divisor // shrink
    results[out + R_OVER], results[out + R_OVER_UNIT] = over // shrink, unit * divisor // shrink
    results[out + R_PAID] = paid
    count(number, layers, writes, totals, results)
    return paid


def count(
    number: int,
    layers: Sequence[int],
    writes: Sequence[int],
    totals: MutableSequence[int],
    results: Sequence[int],
) -> None:
    """Let the running totals grow by what a layer did, to the nearest fen."""
    row, out = number * LAYER_WIDTH, number * RESULT_WIDTH
    unit = results[out + R_UNIT]
    deductible = nearest(results[out + R_DEDUCTIBLE], unit)
    cost = nearest(results[out + R_COST], results[out + R_COST_UNIT])
    for write in range(2 * layers[row + WRITE_FROM], 2 * layers[row + WRITE_TO], 2):
        what = writes[write + 1]
        amount = cost
        if what == WRITE_BASIS:
            amount = nearest(results[out + R_BASIS], unit)
        elif what == WRITE_PAID:
            amount = results[out + R_PAID]
        elif what == WRITE_DEDUCTIBLE:
            amount = deductible
        elif what == WRITE_COST_AND_DEDUCTIBLE:
            amount = cost + deductible
        totals[writes[write]] += amount
