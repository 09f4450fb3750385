"""What a comparison gives: counts, and one table for each question that an analyst asks."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

SIDES = ("baseline", "reform")
TABLES = ("payers", "levels", "ages", "categories", "deciles", "changes", "affected", "refused")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims and people there are, and how many of the claims every side settled; cost is of those, in fen.

    `refused` counts, for each side, the claims that met a rule that is not known. What either side refused is left out
    of every other table, on both sides.
    """

    claims: int
    settled: int
    refused: tuple[int, ...]
    people: int
    cost_fen: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The replay of a file of claims under one view, or under two side by side.

    For each side the tables hold `fund_<side>_fen`, `account_<side>_fen` and `cash_<side>_fen`. With two sides they
    also count whom the funds pay `more` and `less` (people; in `levels` claims).

    - `payers`: by month and payer (funds, account, cash) `<side>_fen`
    - `levels`: by hospital level
    - `ages`, `categories`, `deciles`: people by age band, by scheme and category, by tenth of cost
    - `changes`: people by change of what the funds pay (empty with one side)
    - `affected`: the people whose funds' payment changes most (empty with one side)
    - `refused`: claims refused by side, key of the unknown rule and missing document
    """

    sides: tuple[str, ...]
    funds: tuple[str, ...]
    counts: Counts
    payers: pa.Table
    levels: pa.Table
    ages: pa.Table
    categories: pa.Table
    deciles: pa.Table
    changes: pa.Table
    affected: pa.Table
    refused: pa.Table

    @property
    def tables(self) -> dict[str, pa.Table]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in TABLES}
