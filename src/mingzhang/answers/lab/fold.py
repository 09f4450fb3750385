"""The fold over a city's claims: each claim is paid by the very functions that settle one bill at the counter.

The function runs as plain Python as well; `compiling.py` compiles it together with everything it calls. Claims are
columns of integers, in order; the claims of a person lie side by side and all within one call.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import NamedTuple

from mingzhang.rules.settlement.paying import (
    BILL_FIRST_SELF,
    BILL_OVER_LIMIT,
    BILL_WHOLLY_OWN,
    LAYER_FROM,
    LAYER_TO,
    NOBODY,
    PLAN_WIDTH,
    S_ACCOUNT,
    S_ACCOUNT_REASON,
    S_DEDUCTIBLE,
    S_PERSONAL,
    S_REASONS,
    SCOPE_FROM,
    pay_bill,
)
from mingzhang.rules.settlement.waterfall import (
    LAYER_WIDTH,
    PAYER,
    R_PAID,
    RESULT_WIDTH,
    Program,
    Sheet,
)

# Columns of a profile's row: the month in which its medical year starts (0: no plan is known), its plan for a first
# admission, how many more plans follow for later admissions, and whether each visit is an admission.
YEAR_STARTS, FIRST_PLAN, MORE_PLANS, ADMISSION = range(4)
PROFILE_WIDTH = 4
NO_YEAR = -1


class Claims(NamedTuple):
    """Columns of claims: `month` is year x 12 + month of the year, `scope` holds
    one column behind another for each item group."""

    person: Sequence[int]
    month: Sequence[int]
    profile: Sequence[int]
    credited: Sequence[int]
    first_self: Sequence[int]
    over_limit: Sequence[int]
    wholly_own: Sequence[int]
    scope: Sequence[int]


class Book(NamedTuple):
    """Which plan each profile has: a program's plan, or below zero a refusal (-1 the first, -2 the second).

    `silent` are the reasons of the payers that take no part in a plan, as a mask. `groups` numbers the item groups of
    the claims, `visits` the totals that live for one visit.
    """

    profiles: Sequence[int]
    plans: Sequence[int]
    silent: Sequence[int]
    groups: Sequence[int]
    visits: Sequence[int]


class Sizes(NamedTuple):
    """How many claims, item groups of the claims, running totals and totals of a visit there are."""

    claims: int
    groups: int
    totals: int
    visits: int


class Paid(NamedTuple):
    """Columns of results, in the order of the claims; `funds` holds one behind another for each fund."""

    funds: MutableSequence[int]
    account: MutableSequence[int]
    cash: MutableSequence[int]
    deductible: MutableSequence[int]
    reasons: MutableSequence[int]
    refused: MutableSequence[int]


class Tally(NamedTuple):
    """How many claims were refused, by the number of what is refused in a plan's place and by the layer reached."""

    plans: MutableSequence[int]
    layers: MutableSequence[int]


def fold(
    first: int,
    last: int,
    sizes: Sizes,
    claims: Claims,
    book: Book,
    program: Program,
    sheet: Sheet,
    tally: Tally,
    paid: Paid,
) -> None:
    """Pay the claims from `first` until but without `last`, person by person.

    Totals and admissions begin anew with the person and with the medical year; the own account goes on. A refused
    claim moves nothing but what was credited before it.
    """
    account = 0
    admissions = 0
    year = NO_YEAR
    for claim in range(first, last):
        if claim == first or claims.person[claim] != claims.person[claim - 1]:
            account = 0
            admissions = 0
            year = NO_YEAR
        account += claims.credited[claim]
        row = claims.profile[claim] * PROFILE_WIDTH
        starts = book.profiles[row + YEAR_STARTS]
        if starts:
            now = (claims.month[claim] - starts) // 12
            if now != year:
                year = now
                admissions = 0
                for total in range(sizes.totals):
                    sheet.totals[total] = 0
        plan = book.plans[book.profiles[row + FIRST_PLAN] + min(admissions, book.profiles[row + MORE_PLANS])]
        if plan < 0:
            tally.plans[-1 - plan] += 1
            paid.refused[claim] = 1
            continue
        lay_out(claim, sizes, claims, book, sheet)
        unknown = pay_bill(program, sheet, plan, account)
        if unknown != NOBODY:
            tally.layers[unknown] += 1
            paid.refused[claim] = 1
            continue
        account -= sheet.sums[S_ACCOUNT]
        admissions += book.profiles[row + ADMISSION]
        take_down(claim, plan, sizes, book, program, sheet, paid)


def lay_out(claim: int, sizes: Sizes, claims: Claims, book: Book, sheet: Sheet) -> None:
    """Put a claim's amounts on the sheet, and take from it what lived for the visit before."""
    bill = sheet.bill
    bill[BILL_FIRST_SELF] = claims.first_self[claim]
    bill[BILL_OVER_LIMIT] = claims.over_limit[claim]
    bill[BILL_WHOLLY_OWN] = claims.wholly_own[claim]
    for group in range(sizes.groups):
        bill[SCOPE_FROM + book.groups[group]] = claims.scope[group * sizes.claims + claim]
    for visit in range(sizes.visits):
        sheet.totals[book.visits[visit]] = 0


def take_down(claim: int, plan: int, sizes: Sizes, book: Book, program: Program, sheet: Sheet, paid: Paid) -> None:
    """Write what was found into the results."""
    sums = sheet.sums
    first = program.plans[plan * PLAN_WIDTH + LAYER_FROM]
    for layer in range(first, program.plans[plan * PLAN_WIDTH + LAYER_TO]):
        amount = sheet.results[(layer - first) * RESULT_WIDTH + R_PAID]
        if amount:
            paid.funds[program.layers[layer * LAYER_WIDTH + PAYER] * sizes.claims + claim] += amount
    paid.account[claim] = sums[S_ACCOUNT]
    paid.cash[claim] = sums[S_PERSONAL] - sums[S_ACCOUNT]
    paid.deductible[claim] = sums[S_DEDUCTIBLE]
    paid.reasons[claim] = book.silent[plan] | sums[S_REASONS] | 1 << sums[S_ACCOUNT_REASON]
