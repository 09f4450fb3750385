"""Replay a table or a file of claims under one policy view: who pays which fen of each claim, as columns.

The medical year's totals begin anew with the person or the medical year; the own account goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from mingzhang.answers.lab.arrays import Opened, cause_of, constant
from mingzhang.answers.lab.book import PlanBook
from mingzhang.answers.lab.columns import check_claims, check_rows, group_columns
from mingzhang.answers.lab.fold import Claims, Paid, Tally
from mingzhang.answers.lab.profiles import profiles_of
from mingzhang.answers.lab.reading import read_claims
from mingzhang.answers.lab.running import run
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result of each claim, in the order of the claims.

    Columns: claim, person, `fund_<name>_fen` for each of `funds`, account_fen, cash_fen, deductible_fen, reasons (bit n
    is the code at place n of `rules.settlement.codes.CODES`; all layers and the own account) and refused. A refused
    claim met a rule that is not known: it moves nothing, its amounts are 0, and `unknown` counts it by the key of the
    rule and the document that is missing.
    """

    table: pa.Table
    funds: tuple[str, ...]
    unknown: tuple[tuple[str, str, int], ...]


def replay_table(view: PolicyView, claims: pa.Table, threads: int = 1) -> Replayed | Refusal:
    """Replay the claims of whole people; refuses a table whose columns or rows are not claims (`columns.py`)."""
    refused = check_claims(claims.schema) or check_rows(claims)
    return refused or Replayer(view, threads).replay(claims)


def replay_file(
    view: PolicyView, path: Path, progress: Callable[[int, int], None] | None = None, threads: int = 1
) -> Iterator[tuple[pa.Table, Replayed] | Refusal]:
    """Replay a Parquet file piece by piece, each of whole people, in memory that does not grow with the file.

    Yields the claims of each piece with their results, or one Refusal and nothing after it. `progress` is told how
    many claims of how many are done.
    """
    replayer = Replayer(view, threads)
    done = 0
    for piece in read_claims(path):
        if isinstance(piece, Refusal):
            yield piece
            return
        yield piece.claims, replayer.replay(piece.claims)
        done += piece.claims.num_rows
        if progress is not None:
            progress(done, piece.of_rows)


def funds_of(view: PolicyView) -> tuple[str, ...]:
    """Every fund that a plan of the view may draw on, in the order of the pack."""
    names: dict[str, None] = {}
    for template in view.plans:
        for part in ("layers", "without"):
            names.update(dict.fromkeys(str(payer["fund"]) for payer in template.data.get(part, ())))
    return tuple(names)


class Replayer:
    """Replays tables of claims, one after another, under one view; plans made for one are kept for the next."""

    def __init__(self, view: PolicyView, threads: int = 1) -> None:
        self.funds = funds_of(view)
        self._plans = PlanBook(view, self.funds)
        self._threads = threads

    def replay(self, claims: pa.Table) -> Replayed:
        """Replay claims that `columns.py` has not refused; each person's must all be in the table."""
        columns, opened = self.prepared(claims)
        paid, tallies = run(columns, opened, self._threads)
        return Replayed(_result(claims, self.funds, paid), self.funds, self._unknown(tallies))

    def prepared(self, claims: pa.Table) -> tuple[Claims, Opened]:
        """The columns that the fold reads, and the book and program with the plans that these claims ask for."""
        groups = group_columns(claims.schema)
        profile, facts = profiles_of(claims, self._plans.distinctions)
        numbers = np.array([self._plans.profile(given) for given in facts], np.int32)
        opened = self._plans.opened(tuple(groups))
        return _columns(claims, numbers[profile], tuple(groups.values())), opened

    def _unknown(self, tallies: list[Tally]) -> tuple[tuple[str, str, int], ...]:
        """How many claims were refused, by cause."""
        plans = self._plans.plans
        counts: Counter[tuple[str, str]] = Counter()
        for tally in tallies:
            for refusals, counted in ((plans.refusals, tally.plans), (plans.layer_refusals, tally.layers)):
                for number in np.flatnonzero(counted):
                    counts[cause_of(refusals[number])] += int(counted[number])
        return tuple((key, missing, claims) for (key, missing), claims in counts.items())


def _columns(claims: pa.Table, profile: np.ndarray, groups: tuple[str, ...]) -> Claims:
    """The columns that the fold reads; an amount that is not given is zero."""
    nothing = constant(np.zeros(claims.num_rows, np.int64))

    def amount(name: str) -> np.ndarray:
        return constant(claims[name].cast(pa.int64()).to_numpy()) if name in claims.column_names else nothing

    scope = [amount(name) for name in groups]
    return Claims(
        person=amount("person"),
        month=constant(_months(claims["day"])),
        profile=constant(profile),
        credited=amount("credited_fen"),
        first_self=amount("first_self_fen"),
        over_limit=amount("over_limit_fen"),
        wholly_own=amount("wholly_own_fen"),
        scope=scope[0] if len(scope) == 1 else constant(np.concatenate(scope)),
    )


def _months(days: pa.ChunkedArray) -> np.ndarray:
    """Each day's year x 12 + month of the year, from a table of the days between the first and the last."""
    numbers = days.cast(pa.int32()).to_numpy()
    if not len(numbers):
        return np.zeros(0, np.int32)
    first, last = int(numbers.min()), int(numbers.max())
    calendar = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    return (calendar + 1970 * 12 + 1)[numbers - first]


def _result(claims: pa.Table, funds: tuple[str, ...], paid: Paid) -> pa.Table:
    """The results as a table."""
    by_fund = paid.funds.reshape(len(funds), claims.num_rows)
    columns = {
        "claim": claims["claim"],
        "person": claims["person"],
        **{f"fund_{fund}_fen": by_fund[number] for number, fund in enumerate(funds)},
        "account_fen": paid.account,
        "cash_fen": paid.cash,
        "deductible_fen": paid.deductible,
        "reasons": paid.reasons,
        "refused": paid.refused.view(np.bool_),
    }
    return pa.table(columns)
