"""Run the compiled fold over columns of claims, on one thread or several."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np

from mingzhang.answers.lab.arrays import Opened
from mingzhang.answers.lab.compiling import compiled_fold
from mingzhang.answers.lab.fold import Claims, Paid, Sizes, Tally
from mingzhang.rules.settlement.paying import SCOPE_FROM, SUMS_WIDTH
from mingzhang.rules.settlement.waterfall import RESULT_WIDTH, Sheet


def run(columns: Claims, opened: Opened, threads: int = 1) -> tuple[Paid, list[Tally]]:
    """Pay all claims, in blocks of whole people, one block a thread: the results, and each block's tally."""
    fold = _compiled()
    paid = nothing_paid(len(columns.person), opened.funds)
    cuts = _cuts(columns.person, threads)
    sizes = Sizes(len(columns.person), opened.claim_groups, opened.totals, opened.visits)
    desks = [(sheet_for(opened), tally_for(opened)) for _ in cuts[1:]]
    with ThreadPoolExecutor(threads) as pool:
        runs = [
            pool.submit(fold, first, last, sizes, columns, opened.book, opened.program, *desk, paid)
            for first, last, desk in zip(cuts[:-1], cuts[1:], desks, strict=True)
        ]
    for ended in runs:
        ended.result()
    return paid, [tally for _, tally in desks]


@cache
def _compiled() -> Callable[..., None]:
    return compiled_fold()


def _cuts(person: np.ndarray, blocks: int) -> list[int]:
    """The rows at which blocks of about equal size begin, each with a new person; and the end."""
    rows = len(person)
    wanted = [rows * block // blocks for block in range(blocks)]
    return sorted({*(int(np.searchsorted(person, person[row])) for row in wanted if row < rows), rows}) if rows else [0]


def sheet_for(opened: Opened) -> Sheet:
    """An empty working paper."""
    sizes = (
        SCOPE_FROM + opened.groups,
        opened.groups,
        opened.totals,
        opened.funds,
        RESULT_WIDTH * opened.layers,
        SUMS_WIDTH,
    )
    return Sheet(*(np.zeros(size, np.int64) for size in sizes))


def tally_for(opened: Opened) -> Tally:
    """Nothing refused yet."""
    layers = len(opened.program.layers)
    return Tally(*(np.zeros(size, np.int64) for size in (opened.refusals, layers)))


def nothing_paid(claims: int, funds: int) -> Paid:
    """Results of zero."""
    amounts = (np.zeros(claims, np.int64) for _ in range(4))
    return Paid(np.zeros(funds * claims, np.int64), *amounts, np.zeros(claims, np.uint8))
