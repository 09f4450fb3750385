"""From claims to people: one row each, with cost, payers on each side, and the groups the person belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mingzhang.answers.lab.comparing.sides import Fen, Side, word_places
from mingzhang.basics.fen import FEN_PER_YUAN

AGE_BANDS = (0, 7, 18, 30, 40, 50, 60, 70, 80)  # each from this age until the next
# The bounds in yuan of a change, upwards; the same downwards, and nothing at all is a class of its own.
CHANGE_STEPS = (10, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
MOST_YUAN = 500_000  # who costs more is in the highest tenth anyway


@dataclass(frozen=True, slots=True)
class People:
    """The people of a piece of whole people, those with at least one settled claim; `category` is a place in WORDS."""

    person: NDArray[np.int64]
    age: NDArray[np.int64]
    category: NDArray[np.int64]
    claims: NDArray[np.int64]
    cost_fen: Fen
    sides: Mapping[str, Mapping[str, Fen]]

    def sums(self) -> dict[str, NDArray[np.int64]]:
        """The columns that tallies add up: people, claims, cost, payers of each side, who gets more and who less."""
        columns = {"people": np.ones(len(self.person), np.int64), "claims": self.claims, "cost_fen": self.cost_fen}
        for name, payers in self.sides.items():
            columns |= {f"{payer}_{name}_fen": fen for payer, fen in payers.items()}
        if len(self.sides) > 1:
            columns["more"] = (self.change_fen > 0).astype(np.int64)
            columns["less"] = (self.change_fen < 0).astype(np.int64)
        return columns

    @property
    def change_fen(self) -> Fen:
        """How much more the funds pay for each person on the last side than on the first."""
        first, *_, last = self.sides.values()
        return last["fund"] - first["fund"]


def people_of(claims: pa.Table, settled: NDArray[np.bool_], cost_fen: Fen, sides: Mapping[str, Side]) -> People:
    """One row a person; claims that a side refused are left out by all (`cost_fen` and `sides` hold zeros there)."""
    number = claims["person"].to_numpy()
    starts = np.flatnonzero(np.concatenate(([True], number[1:] != number[:-1])))
    counted = np.add.reduceat(settled.astype(np.int64), starts)
    kept = counted > 0
    first = starts[kept]

    def summed(fen: Fen) -> Fen:
        return np.add.reduceat(fen, starts)[kept]

    return People(
        person=number[first],
        age=claims["age"].to_numpy()[first].astype(np.int64),
        category=word_places(claims, "category", "")[first],
        claims=counted[kept],
        cost_fen=summed(cost_fen),
        sides={
            name: {
                "fund": summed(side.fund_fen),
                "account": summed(side.payers["account"]),
                "cash": summed(side.payers["cash"]),
            }
            for name, side in sides.items()
        },
    )


def age_band(age: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each age in AGE_BANDS."""
    return np.searchsorted(AGE_BANDS, age, side="right") - 1


def whole_yuan(fen: Fen) -> NDArray[np.int64]:
    """Costs in whole yuan, the highest ones together."""
    return np.minimum(fen // FEN_PER_YUAN, MOST_YUAN)


def change_class(change_fen: Fen) -> NDArray[np.int64]:
    """The class of each change: 0 for none, then upwards 1 for less than the first step and so on, downwards −1 ..."""
    steps = np.array(CHANGE_STEPS, np.int64) * FEN_PER_YUAN
    return np.sign(change_fen) * (np.searchsorted(steps, np.abs(change_fen), side="right") + 1)
