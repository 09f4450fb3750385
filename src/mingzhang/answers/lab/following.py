"""Follow one claim: its person's claims up to it settled the plain way, and the claim told line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mingzhang.answers.lab.columns import check_rows
from mingzhang.answers.lab.plain import Followed, follow
from mingzhang.answers.lab.reading import read_claims
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView


@dataclass(frozen=True, slots=True)
class FollowedClaim:
    """One claim with its row as it stands in the file, and how each view settles it."""

    row: dict[str, Any]
    earlier: int
    sides: tuple[Followed, ...]


def follow_claim(views: Sequence[PolicyView], path: Path, number: int) -> FollowedClaim | Refusal:
    """Settle a person's claims from the first to the one with this number, under each view.

    Refuses what a replay of the file refuses at once, and CLAIM_UNKNOWN when the file has no such claim.
    """
    first = next(read_claims(path), None)
    if isinstance(first, Refusal):
        return first
    found = pq.read_table(path, columns=["person"], filters=[("claim", "=", number)])
    if not found.num_rows:
        return Refusal("CLAIM_UNKNOWN", {"claim": str(number), "file": path.name})
    claims = pq.read_table(path, filters=[("person", "=", found["person"][0].as_py())])
    refused = check_rows(claims)
    if refused is not None:
        return refused
    place = claims["claim"].to_pylist().index(number)
    until = claims.slice(0, place + 1)
    return FollowedClaim(_row(claims, place), place, tuple(_last(view, until) for view in views))


def _last(view: PolicyView, claims: pa.Table) -> Followed:
    *_, last = follow(view, claims)
    return last


def _row(claims: pa.Table, place: int) -> dict[str, Any]:
    row: dict[str, Any] = claims.slice(place, 1).to_pylist()[0]
    return row
