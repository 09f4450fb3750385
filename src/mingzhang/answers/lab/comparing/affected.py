"""The people whose funds' payment changes most, kept while the claims go by."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from mingzhang.answers.lab.comparing.people import People
from mingzhang.rules.policy.facts import WORDS

MOST = 100


class Affected:
    """The hundred largest changes so far; equal changes in the order of the people's numbers."""

    def __init__(self) -> None:
        self._kept: pa.Table | None = None

    def add(self, people: People) -> None:
        """Look at some more people."""
        changed = np.flatnonzero(people.change_fen)
        order = np.lexsort((people.person[changed], -np.abs(people.change_fen[changed])))
        chosen = changed[order[:MOST]]
        rows = pa.table(
            {
                "person": people.person[chosen],
                "age": people.age[chosen],
                "category": pa.array([WORDS["category"][place] for place in people.category[chosen]], pa.string()),
                "claims": people.claims[chosen],
                "cost_fen": people.cost_fen[chosen],
                **{
                    f"{payer}_{side}_fen": fen[chosen]
                    for side, payers in people.sides.items()
                    for payer, fen in payers.items()
                },
                "change_fen": people.change_fen[chosen],
                "size_fen": np.abs(people.change_fen[chosen]),
            }
        )
        both = rows if self._kept is None else pa.concat_tables([self._kept, rows])
        self._kept = both.sort_by([("size_fen", "descending"), ("person", "ascending")]).slice(0, MOST)

    def table(self) -> pa.Table:
        """The people, the largest change first."""
        return pa.table({}) if self._kept is None else self._kept.drop_columns(["size_fen"])
