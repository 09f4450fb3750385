"""A whole bill in whole numbers: the first payment elsewhere, the layers in order, the accounts, the running totals.

The same source as the waterfall's: plain Python for one bill, compiled for a year of a city.
"""

from __future__ import annotations

from mingzhang.rules.settlement.codes import (
    ACCOUNT_EMPTY,
    ACCOUNT_SHORT,
    NOTHING_LEFT,
    OUT_OF_CATALOGUE,
    PAID_IN_FULL,
    USE_NOT_ALLOWED,
)
from mingzhang.rules.settlement.waterfall import (
    BASIS,
    ITEM_GROUPS,
    LAYER_WIDTH,
    R_BASIS,
    R_DEDUCTIBLE,
    R_DEDUCTIBLE_FEN,
    RESULT_WIDTH,
    SCALE,
    UNKNOWN,
    Program,
    Sheet,
    nearest,
    pay_layer,
)

# Columns of a plan's row; GROUPS is a mask of the item groups it tells apart, OWN and FAMILY are masks of components.
LAYER_FROM, LAYER_TO, COUNT_FROM, COUNT_TO, FIRST_PAY, GROUPS, OWN, FAMILY, BEFORE_FUNDS = range(9)
PLAN_WIDTH = 9
COUNT_WIDTH = 2

# What of a bill the accounts may pay, each a bit of OWN and FAMILY.
IN_SCOPE, FIRST_SELF, OVER_LIMIT, WHOLLY_OWN = range(4)
# Where a bill holds them; its in-scope amounts by item group follow from SCOPE_FROM on, the ordinary group first.
BILL_FIRST_SELF, BILL_OVER_LIMIT, BILL_WHOLLY_OWN, SCOPE_FROM = range(4)
ORDINARY = 0
# What the running totals of the whole bill count.
BILL_IN_SCOPE, BILL_IN_SCOPE_AND_FIRST_PAY, BILL_TOTAL, BILL_FUND, BILL_LEFT_IN_SCOPE, BILL_ONE = range(6)

# The sums of a bill: PERSONAL is what the funds leave, MAY_FAMILY what of it a family account may pay.
S_IN_SCOPE, S_FIRST_SELF, S_TOTAL, S_FUND, S_DEDUCTIBLE, S_PERSONAL, S_ACCOUNT, S_ACCOUNT_REASON, S_MAY_FAMILY = range(
    9
)
SUMS_WIDTH = 9

NOBODY = -1
NOT_USABLE = -1


def pay_bill(program: Program, sheet: Sheet, plan: int, account_fen: int) -> int:
    """Let funds and own account pay the sheet's bill by a plan; what they leave is for the family and for cash.

    `account_fen` is what the own account holds, or NOT_USABLE. Returns NOBODY; or the row of the layer whose rule is
    not known and which cost has reached: then nothing on the sheet counts.
    """
    sums, row = sheet.sums, plan * PLAN_WIDTH
    in_scope, first_self = into_scope(program, sheet, row)
    total = in_scope + first_self + sheet.bill[BILL_OVER_LIMIT] + sheet.bill[BILL_WHOLLY_OWN]
    sums[S_IN_SCOPE], sums[S_FIRST_SELF], sums[S_TOTAL] = in_scope, first_self, total
    prepaid = min(in_scope, max(0, account_fen)) if program.plans[row + BEFORE_FUNDS] else 0
    unknown = pay_layers(program, sheet, row, prepaid)
    if unknown != NOBODY:
        return unknown
    pay_account(program, sheet, row, prepaid, account_fen)
    count_bill(program, sheet, row)
    return NOBODY


def into_scope(program: Program, sheet: Sheet, row: int) -> tuple[int, int]:
    """Lay out what is in scope by the plan's item groups: (in scope, first payments) after a first-pay share.

    A group that no layer names takes the ordinary rate.
    """
    scope, named, share_bp = sheet.scope, program.plans[row + GROUPS], program.plans[row + FIRST_PAY]
    for group in range(len(scope)):
        scope[group] = 0
    for group in range(len(scope)):
        into = group if named >> group & 1 else ORDINARY
        scope[into] += sheet.bill[SCOPE_FROM + group]
    in_scope = 0
    first_self = sheet.bill[BILL_FIRST_SELF]
    for group in range(len(scope)):
        if share_bp:
            paid_first = nearest(scope[group] * share_bp, SCALE)
            scope[group] -= paid_first
            first_self += paid_first
        in_scope += scope[group]
    return in_scope, first_self


def pay_layers(program: Program, sheet: Sheet, row: int, prepaid: int) -> int:
    """Let the layers pay in order; payments count against what is in scope first. Returns as `pay_bill` does."""
    sums, results = sheet.sums, sheet.results
    in_scope, first_self = sums[S_IN_SCOPE], sums[S_FIRST_SELF]
    nothing = OUT_OF_CATALOGUE if in_scope == 0 and sums[S_TOTAL] else NOTHING_LEFT
    for payer in range(len(sheet.residues)):
        sheet.residues[payer] = 0
    paid = prepaid
    deductible = 0
    first = program.plans[row + LAYER_FROM]
    for layer in range(first, program.plans[row + LAYER_TO]):
        number = layer - first
        left, first_left = max(0, in_scope - paid), first_self - max(0, paid - in_scope)
        paid += pay_layer(program, sheet, layer, number, left, first_left, nothing)
        out = number * RESULT_WIDTH
        if program.layers[layer * LAYER_WIDTH + UNKNOWN] and results[out + R_BASIS] > results[out + R_DEDUCTIBLE]:
            return layer
        if number == 0 or program.layers[layer * LAYER_WIDTH + BASIS] == ITEM_GROUPS:
            deductible += results[out + R_DEDUCTIBLE_FEN]
    sums[S_FUND], sums[S_DEDUCTIBLE] = paid - prepaid, deductible
    return NOBODY


def pay_account(program: Program, sheet: Sheet, row: int, prepaid: int, account_fen: int) -> None:
    """Let the own account pay the parts it may pay, as far as it reaches, and note what a family account may pay."""
    sums = sheet.sums
    own = allowed(sheet, program.plans[row + OWN], prepaid)
    personal = sums[S_TOTAL] - sums[S_FUND]
    behind = 0 if account_fen == NOT_USABLE else min(own, max(0, account_fen - prepaid))
    account = prepaid + behind
    sums[S_PERSONAL], sums[S_ACCOUNT] = personal, account
    sums[S_ACCOUNT_REASON] = account_reason(personal, own - behind, account, account_fen)
    sums[S_MAY_FAMILY] = min(personal - account, allowed(sheet, program.plans[row + FAMILY], prepaid))


def allowed(sheet: Sheet, mask: int, prepaid: int) -> int:
    """What the funds leave of the parts of the bill that an account may pay."""
    sums = sheet.sums
    paid = sums[S_FUND] + prepaid
    amount = 0
    if mask >> IN_SCOPE & 1:
        amount += max(0, sums[S_IN_SCOPE] - paid)
    if mask >> FIRST_SELF & 1:
        amount += sums[S_FIRST_SELF] - max(0, paid - sums[S_IN_SCOPE])
    if mask >> OVER_LIMIT & 1:
        amount += sheet.bill[BILL_OVER_LIMIT]
    if mask >> WHOLLY_OWN & 1:
        amount += sheet.bill[BILL_WHOLLY_OWN]
    return amount


def account_reason(personal: int, unpaid: int, paid: int, account_fen: int) -> int:
    """Why the own account paid what it paid; `unpaid` is what it was allowed to pay and did not.

    NOT_USABLE stands for the reason that the balances give.
    """
    if personal == 0:
        return NOTHING_LEFT
    if account_fen == NOT_USABLE:
        return NOT_USABLE
    if unpaid == 0:
        return PAID_IN_FULL if paid else USE_NOT_ALLOWED
    return ACCOUNT_SHORT if paid else ACCOUNT_EMPTY


def count_bill(program: Program, sheet: Sheet, row: int) -> None:
    """Let the running totals of the whole bill grow."""
    sums = sheet.sums
    for counted in range(program.plans[row + COUNT_FROM], program.plans[row + COUNT_TO]):
        what = program.counts[COUNT_WIDTH * counted + 1]
        amount = 1
        if what == BILL_IN_SCOPE:
            amount = sums[S_IN_SCOPE]
        elif what == BILL_IN_SCOPE_AND_FIRST_PAY:
            amount = sums[S_IN_SCOPE] + sums[S_FIRST_SELF]
        elif what == BILL_TOTAL:
            amount = sums[S_TOTAL]
        elif what == BILL_FUND:
            amount = sums[S_FUND]
        elif what == BILL_LEFT_IN_SCOPE:
            amount = max(0, sums[S_IN_SCOPE] - sums[S_FUND])
        sheet.totals[program.counts[COUNT_WIDTH * counted]] += amount
