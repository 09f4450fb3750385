"""Replay a table or a file of claims under one policy view: who pays which fen of each claim, as columns.

The medical year's totals begin anew with the person or the medical year; the own account goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from mingzhang.answers.lab.columns import check_claims, check_rows
from mingzhang.answers.lab.plain import follow
from mingzhang.answers.lab.reading import read_claims
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.settlement.reasons import CODES


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result of each claim, in the order of the claims.

    Columns: claim, person, `fund_<name>_fen` for each of `funds`, account_fen, cash_fen, deductible_fen, reasons (bit n
    is the code at place n of `rules.settlement.reasons.CODES`; all layers and the own account) and refused. A refused
    claim met a rule that is not known: it moves nothing, its amounts are 0, and `unknown` counts it by the key of the
    rule and the document that is missing.
    """

    table: pa.Table
    funds: tuple[str, ...]
    unknown: tuple[tuple[str, str, int], ...]


def funds_of(view: PolicyView) -> tuple[str, ...]:
    """Every fund that a plan of the view may draw on, in the order of the pack."""
    names: dict[str, None] = {}
    for template in view.plans:
        for part in ("layers", "without"):
            names.update(dict.fromkeys(str(payer["fund"]) for payer in template.data.get(part, ())))
    return tuple(names)


def replay_table(view: PolicyView, claims: pa.Table) -> Replayed | Refusal:
    """Replay the claims of whole people; refuses a table whose columns or rows are not claims (`columns.py`)."""
    refused = check_claims(claims.schema) or check_rows(claims)
    return refused or _replay(view, claims)


def replay_file(
    view: PolicyView, path: Path, progress: Callable[[int, int], None] | None = None
) -> Iterator[tuple[pa.Table, Replayed] | Refusal]:
    """Replay a Parquet file piece by piece, each of whole people, in memory that does not grow with the file.

    Yields the claims of each piece with their results, or one Refusal and nothing after it. `progress` is told how
    many claims of how many are done.
    """
    done = 0
    for piece in read_claims(path):
        if isinstance(piece, Refusal):
            yield piece
            return
        yield piece.claims, _replay(view, piece.claims)
        done += piece.claims.num_rows
        if progress is not None:
            progress(done, piece.of_rows)


def _replay(view: PolicyView, claims: pa.Table) -> Replayed:
    """Settle each claim."""
    funds = funds_of(view)
    unknown: Counter[tuple[str, str]] = Counter()
    rows = []
    for followed in follow(view, claims):
        outcome = followed.outcome
        if isinstance(outcome, Refusal):
            unknown[(str(outcome.facts.get("key", outcome.code)), str(outcome.facts.get("missing", "")))] += 1
            rows.append([0] * (len(funds) + 4))
            continue
        paid = dict(outcome.payers)
        codes = [*(layer.reason for layer in outcome.layers), outcome.account_reason]
        reasons = sum(1 << CODES.index(code) for code in set(codes))
        rows.append(
            [
                *(paid.get(fund, 0) for fund in funds),
                outcome.account_fen,
                outcome.cash_fen,
                outcome.deductible_fen,
                reasons,
            ]
        )
    names = [*(f"fund_{fund}_fen" for fund in funds), "account_fen", "cash_fen", "deductible_fen", "reasons"]
    columns = {name: pa.array([row[number] for row in rows], pa.int64()) for number, name in enumerate(names)}
    table = pa.table({"claim": claims["claim"], "person": claims["person"], **columns})
    refused = pa.array([row[-1] == 0 for row in rows], pa.bool_())
    counted = tuple((key, missing, claims) for (key, missing), claims in unknown.items())
    return Replayed(table.append_column("refused", refused), funds, counted)
