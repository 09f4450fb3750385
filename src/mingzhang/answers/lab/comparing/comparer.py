"""Takes one piece of claims after another with its results, and gives the comparison at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mingzhang.answers.lab.batch import Replayed
from mingzhang.answers.lab.comparing import labels
from mingzhang.answers.lab.comparing.affected import Affected
from mingzhang.answers.lab.comparing.people import age_band, change_class, people_of, whole_yuan
from mingzhang.answers.lab.comparing.records import SIDES, Comparison, Counts
from mingzhang.answers.lab.comparing.sides import Fen, Side, cost_of, months_of, side_of, word_places
from mingzhang.answers.lab.comparing.tally import Tally


class Comparer:
    """Sums up pieces of whole people. `funds` are those that any side may draw on, in order."""

    def __init__(self, funds: Sequence[str], sides: int) -> None:
        self.funds = tuple(funds)
        self.sides = SIDES[:sides]
        self._claims = self._settled = self._people = self._cost_fen = 0
        self._refused = [0] * sides
        self._unknown: Counter[tuple[str, str, str]] = Counter()
        self._visits, self._ages, self._categories = Tally(["month", "level"]), Tally(["band"]), Tally(["category"])
        self._costs, self._changes, self._affected = Tally(["yuan"]), Tally(["step"]), Affected()

    def add(self, claims: pa.Table, results: Sequence[Replayed]) -> None:
        """Add some whole people's claims with the result of each side."""
        given = {name: side_of(result.table, self.funds) for name, result in zip(self.sides, results, strict=True)}
        settled = ~np.logical_or.reduce([side.refused for side in given.values()])
        sides = given if settled.all() else {name: side.only(settled) for name, side in given.items()}
        cost = np.where(settled, cost_of(claims), 0)
        self._count(claims.num_rows, settled, cost, results)
        self._add_visits(claims, settled, cost, sides)
        self._add_people(claims, settled, cost, sides)

    def comparison(self) -> Comparison:
        """Everything that was added, by question."""
        visits = self._visits.table()
        counts = Counts(self._claims, self._settled, tuple(self._refused), self._people, self._cost_fen)
        return Comparison(
            sides=self.sides,
            funds=self.funds,
            counts=counts,
            payers=labels.payers(visits, self.funds, self.sides),
            levels=labels.levels(visits, self.funds, self.sides),
            ages=labels.ages(self._ages.table()),
            categories=labels.categories(self._categories.table()),
            deciles=labels.deciles(self._costs.table()),
            changes=labels.changes(self._changes.table()),
            affected=self._affected.table(),
            refused=labels.refused(self._unknown),
        )

    def _count(self, claims: int, settled: NDArray[np.bool_], cost: Fen, results: Sequence[Replayed]) -> None:
        self._claims += claims
        self._settled += int(settled.sum())
        self._cost_fen += int(cost.sum())
        for place, (name, result) in enumerate(zip(self.sides, results, strict=True)):
            self._refused[place] += sum(count for _, _, count in result.unknown)
            for key, missing, count in result.unknown:
                self._unknown[name, key, missing] += count

    def _add_visits(self, claims: pa.Table, settled: NDArray[np.bool_], cost: Fen, sides: dict[str, Side]) -> None:
        """By month and hospital level, every payer of every side."""
        columns = {"month": months_of(claims), "level": word_places(claims, "level", "none")}
        columns |= {"claims": settled.astype(np.int64), "cost_fen": cost}
        for name, side in sides.items():
            columns |= {f"{payer}_{name}_fen": fen for payer, fen in side.payers.items()}
        if len(sides) > 1:
            before, after = (side.fund_fen for side in sides.values())
            columns["more"] = (after > before).astype(np.int64)
            columns["less"] = (after < before).astype(np.int64)
        self._visits.add(pa.table(columns))

    def _add_people(self, claims: pa.Table, settled: NDArray[np.bool_], cost: Fen, sides: dict[str, Side]) -> None:
        """By age, category and cost, and by how much changes for each."""
        people = people_of(claims, settled, cost, sides)
        sums = people.sums()
        self._people += len(people.person)
        self._ages.add(pa.table({"band": age_band(people.age), **sums}))
        self._categories.add(pa.table({"category": people.category, **sums}))
        self._costs.add(pa.table({"yuan": whole_yuan(people.cost_fen), **sums}))
        if len(sides) > 1:
            change = people.change_fen
            self._changes.add(pa.table({"step": change_class(change), "people": sums["people"], "change_fen": change}))
            self._affected.add(people)
