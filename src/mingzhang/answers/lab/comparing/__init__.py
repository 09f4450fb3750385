"""Baseline and reform side by side: summed piece by piece, so that a billion claims need no more memory than a million.

All sums are whole fen in 64 bits, never a float. Read `sides.py` (a piece's amounts), `people.py` (one row a person),
`tally.py` (running sums by group), then `comparer.py`, which puts them together, and `records.py`, what comes out.
"""

from mingzhang.answers.lab.comparing.comparer import Comparer
from mingzhang.answers.lab.comparing.records import Comparison, Counts

__all__ = ["Comparer", "Comparison", "Counts"]
