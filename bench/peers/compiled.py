"""The monthly rule by this project's own functions, compiled; arguments and answer as in `openfisca.py`."""

from __future__ import annotations

import resource
import sys
import time

import numba
import numpy as np

from mingzhang.money.contributions import rules
from mingzhang.rules.settlement import waterfall

clamp, nearest = numba.njit(rules.clamp), numba.njit(waterfall.nearest)


@numba.njit
def credit_all(wages: np.ndarray, credits: np.ndarray, floor_fen: int, cap_fen: int, rate_bp: int) -> None:
    """The month's share of the base for each person and month."""
    for person in range(wages.shape[0]):
        for month in range(wages.shape[1]):
            credits[person, month] = nearest(clamp(wages[person, month], floor_fen, cap_fen) * rate_bp, 10_000)


def main(wages_file: str, credits_file: str, *figures: str) -> None:
    """Compile on a few people, then measure all of them."""
    floor_fen, cap_fen, rate_bp = map(int, figures)
    wages = np.load(wages_file)
    credit_all(wages[:1], np.empty((1, wages.shape[1]), np.int64), floor_fen, cap_fen, rate_bp)
    started = time.perf_counter()
    credits = np.empty(wages.shape, np.int64)
    credit_all(wages, credits, floor_fen, cap_fen, rate_bp)
    spent = time.perf_counter() - started
    np.save(credits_file, credits)
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
