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
    R_REASON,
    RESULT_WIDTH,
    SCALE,
    UNKNOWN,
    Program,
    Sheet,
    count,
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

# The sums of a bill: REASONS is a mask of the layers' reasons, PERSONAL what the funds leave; LEFT and FIRST_LEFT are
# what they and an account that pays first leave of what is in scope and of the first payments.
S_IN_SCOPE, S_FIRST_SELF, S_TOTAL, S_FUND, S_DEDUCTIBLE, S_REASONS = range(6)
S_PERSONAL, S_LEFT, S_FIRST_LEFT, S_ACCOUNT, S_ACCOUNT_REASON = range(6, 11)
SUMS_WIDTH = 11

NOBODY = -1
NOT_USABLE = -1


def pay_bill(program: Program, sheet: Sheet, plan: int, account_fen: int) -> int:
    """Let funds and own account pay the sheet's bill by a plan; what they leave is for the family and for cash.

    `account_fen` is what the own account holds, or NOT_USABLE. Returns NOBODY; or the row of the layer whose rule is
    not known and which cost has reached: then the running totals are as they were.
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
    bill, scope = sheet.bill, sheet.scope
    named, share_bp = program.plans[row + GROUPS], program.plans[row + FIRST_PAY]
    in_scope = 0
    for group in range(program.groups):
        amount = bill[SCOPE_FROM + group]
        in_scope += amount
        if group == ORDINARY or named >> group & 1:
            scope[group] = amount
        else:
            scope[group] = 0
            scope[ORDINARY] += amount
    paid_first = 0
    if share_bp:
        for group in range(program.groups):
            first = nearest(scope[group] * share_bp, SCALE)
            scope[group] -= first
            paid_first += first
    return in_scope - paid_first, bill[BILL_FIRST_SELF] + paid_first


def pay_layers(program: Program, sheet: Sheet, row: int, prepaid: int) -> int:
    """Let the layers pay in order; payments count against what is in scope first. Returns as `pay_bill` does."""
    sums, results = sheet.sums, sheet.results
    in_scope, first_self = sums[S_IN_SCOPE], sums[S_FIRST_SELF]
    nothing = OUT_OF_CATALOGUE if in_scope == 0 and sums[S_TOTAL] else NOTHING_LEFT
    paid = prepaid
    deductible = 0
    reasons = 0
    first = program.plans[row + LAYER_FROM]
    for layer in range(first, program.plans[row + LAYER_TO]):
        number = layer - first
        left, first_left = max(0, in_scope - paid), first_self - max(0, paid - in_scope)
        paid += pay_layer(program, sheet, layer, number, left, first_left, nothing)
        out = number * RESULT_WIDTH
        if program.layers[layer * LAYER_WIDTH + UNKNOWN] and results[out + R_BASIS] > results[out + R_DEDUCTIBLE]:
            for back in range(first, layer + 1):
                count(program, sheet.totals, results, back, back - first, -1)
            return layer
        if number == 0 or program.layers[layer * LAYER_WIDTH + BASIS] == ITEM_GROUPS:
            deductible += results[out + R_DEDUCTIBLE_FEN]
        reasons |= 1 << results[out + R_REASON]
    sums[S_FUND] = paid - prepaid
    sums[S_DEDUCTIBLE] = deductible
    sums[S_REASONS] = reasons
    return NOBODY


def pay_account(program: Program, sheet: Sheet, row: int, prepaid: int, account_fen: int) -> None:
    """Let the own account pay the parts it may pay, as far as it reaches."""
    sums, paid = sheet.sums, sheet.sums[S_FUND] + prepaid
    sums[S_LEFT] = max(0, sums[S_IN_SCOPE] - paid)
    sums[S_FIRST_LEFT] = sums[S_FIRST_SELF] - max(0, paid - sums[S_IN_SCOPE])
    own = allowed(sheet, program.plans[row + OWN])
    behind = 0 if account_fen == NOT_USABLE else min(own, max(0, account_fen - prepaid))
    personal, account = sums[S_TOTAL] - sums[S_FUND], prepaid + behind
    sums[S_PERSONAL] = personal
    sums[S_ACCOUNT] = account
    sums[S_ACCOUNT_REASON] = account_reason(personal, own - behind, account, account_fen)


def family_share(program: Program, sheet: Sheet, plan: int) -> int:
    """What family accounts may pay of a bill; the own account is taken to have paid the parts they may not pay."""
    unpaid = sheet.sums[S_PERSONAL] - sheet.sums[S_ACCOUNT]
    return min(unpaid, allowed(sheet, program.plans[plan * PLAN_WIDTH + FAMILY]))


def allowed(sheet: Sheet, mask: int) -> int:
    """What an account may pay of the parts that the funds leave."""
    amount = 0
    if mask >> IN_SCOPE & 1:
        amount += sheet.sums[S_LEFT]
    if mask >> FIRST_SELF & 1:
        amount += sheet.sums[S_FIRST_LEFT]
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
