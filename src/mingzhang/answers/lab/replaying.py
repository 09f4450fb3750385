"""Replay a file of claims under one or two views, piece by piece: compare as it goes, and keep each claim's result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from mingzhang.answers.lab.batch import Replayed, Replayer, funds_of
from mingzhang.answers.lab.comparing import Comparer, Comparison
from mingzhang.answers.lab.keeping import ResultFiles
from mingzhang.answers.lab.reading import read_claims
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Settled:
    """Some whole people's claims with the result of each view, and how many claims there are in all."""

    claims: pa.Table
    results: tuple[Replayed, ...]
    of_rows: int


def replay_here(views: Sequence[PolicyView], path: Path, threads: int = 1) -> Iterator[Settled | Refusal]:
    """The local engine: one piece after another through the compiled waterfall. Ends after a Refusal."""
    replayers = [Replayer(view, threads) for view in views]
    for piece in read_claims(path):
        if isinstance(piece, Refusal):
            yield piece
            return
        results = tuple(replayer.replay(piece.claims) for replayer in replayers)
        yield Settled(piece.claims, results, piece.of_rows)


def compare(
    views: Sequence[PolicyView], settled: Iterator[Settled | Refusal], out: Path | None, progress: Tell | None = None
) -> Comparison | Refusal:
    """Compare what an engine settles; with `out`, each claim's result goes to baseline.parquet and reform.parquet.

    Passes on the engine's Refusal, and refuses with CLAIMS_EMPTY when there was no claim at all.
    """
    funds = tuple(dict.fromkeys(fund for view in views for fund in funds_of(view)))
    comparer = Comparer(funds, len(views))
    done = 0
    with ResultFiles(out, comparer.sides) if out is not None else nullcontext() as files:
        for piece in settled:
            if isinstance(piece, Refusal):
                return piece
            if files is not None:
                files.keep(piece.results)
            comparer.add(piece.claims, piece.results)
            done += piece.claims.num_rows
            if progress is not None:
                progress(done, piece.of_rows)
    return comparer.comparison() if done else Refusal("CLAIMS_EMPTY", {})
