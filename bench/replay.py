"""Claims a second through the compiled waterfall, beside the same source as plain Python and beside memory.

The kernel alone: claims lie in columns, plans in arrays. `stays` is a made-up city of stays that all go through three
layers (pooled fund, what its cap leaves, major illness); `city` is drawn as `mingzhang claims` draws it. Reasons are
made in all. `copy` moves the bytes that the kernel reads and writes, one eight-byte word a column, and does nothing
else. Rounds are interleaved and the best of each is taken, because other work on the machine slows everything alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial

import numba
import numpy as np
import pyarrow as pa

from bench.table import print_table
from mingzhang.answers.lab.arrays import Opened
from mingzhang.answers.lab.batch import Replayer
from mingzhang.answers.lab.claims import draw_claims, region_of
from mingzhang.answers.lab.fold import Book, Claims, Paid, Sizes, Tally, fold
from mingzhang.answers.lab.running import nothing_paid, run, sheet_for, tally_for
from mingzhang.rules.policy import view_for
from mingzhang.rules.settlement.waterfall import Program, Sheet

REGION, DAY = "110000", date(2025, 6, 1)
CLAIMS, PLAIN_CLAIMS, PEOPLE = 2_000_000, 10_000, 100_000
ROUNDS = 5
THREADS = (1, 2)


def stays(claims: int) -> pa.Table:
    """Stays of one year, eight for each person on average, at three levels of hospital, of log-normal cost."""
    rng = np.random.default_rng(7)
    person = np.sort(rng.integers(0, claims // 8, claims))
    day = (date(2025, 1, 1) - date(1970, 1, 1)).days + rng.integers(0, 365, claims)
    day = day[np.lexsort((day, person))]
    levels = pa.DictionaryArray.from_arrays((person % 3).astype(np.int32), ["level1", "level2", "level3"])
    facts = {"scheme": "employee", "category": "in_service", "benefit": "inpatient"}
    same = np.zeros(claims, np.int32)
    return pa.table(
        {
            "claim": np.arange(claims),
            "person": person,
            "day": pa.array(day.astype(np.int32)).cast(pa.date32()),
            **{name: pa.DictionaryArray.from_arrays(same, [word]) for name, word in facts.items()},
            "level": levels,
            "age": (25 + person % 30).astype(np.int16),
            "in_scope_fen": np.exp(rng.normal(13.2, 1.2, claims)).astype(np.int64),
            "first_self_fen": np.exp(rng.normal(9, 1, claims)).astype(np.int64),
            "wholly_own_fen": np.exp(rng.normal(9, 1, claims)).astype(np.int64),
            "credited_fen": np.full(claims, 20_000),
        }
    )


def city() -> pa.Table:
    """A drawn city's year."""
    return pa.concat_tables(draw_claims(region_of(REGION, range(2025, 2026)), PEOPLE, range(2025, 2026), 7))


@numba.njit(nogil=True)
def move(source: np.ndarray, target: np.ndarray) -> None:
    """Copy word by word."""
    for word in range(len(source)):
        target[word] = source[word]


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    starts = time.perf_counter()
    call()
    return time.perf_counter() - starts


def plain(columns: Claims, opened: Opened, claims: int) -> None:
    """The same fold, not compiled, over the first claims as lists."""
    sizes = Sizes(claims, opened.claim_groups, opened.totals, opened.visits)
    scope = [part[:claims].tolist() for part in np.split(columns.scope, opened.claim_groups)]
    lists = Claims(
        *(column[:claims].tolist() for column in columns[:-1]), scope=[fen for part in scope for fen in part]
    )
    book = Book(*(table.tolist() for table in opened.book))
    program = Program(*(table.tolist() for table in opened.program[:-1]), opened.program.groups)
    sheet = Sheet(*(part.tolist() for part in sheet_for(opened)))
    tally = Tally(*(part.tolist() for part in tally_for(opened)))
    paid = Paid(*(column.tolist() for column in nothing_paid(claims, opened.funds)))
    fold(0, claims, sizes, lists, book, program, sheet, tally, paid)


def measured(name: str, claims: pa.Table) -> list[tuple[str, str, str]]:
    """Each form's best claims a second over the same claims."""
    columns, opened = Replayer(view_for(REGION, DAY)).prepared(claims)
    rows = claims.num_rows
    words = len(columns) + opened.claim_groups - 1 + opened.funds + len(Paid._fields) - 1
    source, target = np.ones(rows * words), np.zeros(rows * words)
    forms: dict[str, tuple[int, Callable[[], object]]] = {
        f"compiled on {threads}": (rows, partial(run, columns, opened, threads)) for threads in THREADS
    }
    forms["plain Python, same source"] = (PLAIN_CLAIMS, lambda: plain(columns, opened, PLAIN_CLAIMS))
    forms[f"copy of {words} words a claim"] = (rows, lambda: move(source, target))
    for _, call in forms.values():
        call()
    best = dict.fromkeys(forms, float("inf"))
    for _ in range(ROUNDS):
        for form, (claimed, call) in forms.items():
            best[form] = min(best[form], seconds(call) / claimed)
    return [(name, form, f"{1 / each:,.0f}") for form, each in best.items()]


def main() -> None:
    """One line a form, for both kinds of claims."""
    rows = [*measured("stays", stays(CLAIMS)), *measured("city", city())]
    print_table(("claims", "form", "claims a second"), rows)


if __name__ == "__main__":
    main()
