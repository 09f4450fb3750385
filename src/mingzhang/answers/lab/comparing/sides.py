"""One piece of claims with its results on each side, as arrays: what it cost, and who pays what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mingzhang.answers.lab.columns import group_columns
from mingzhang.rules.policy.facts import WORDS

Fen = NDArray[np.int64]
_COST_PARTS = ("first_self_fen", "over_limit_fen", "wholly_own_fen")


@dataclass(frozen=True, slots=True)
class Side:
    """What each claim costs each payer on one side; `payers` has the funds in order, then account and cash."""

    payers: dict[str, Fen]
    refused: NDArray[np.bool_]

    @property
    def fund_fen(self) -> Fen:
        """What all funds pay together."""
        funds = [fen for name, fen in self.payers.items() if name not in ("account", "cash")]
        return np.sum(funds, axis=0, dtype=np.int64) if funds else np.zeros(len(self.refused), np.int64)

    def only(self, kept: NDArray[np.bool_]) -> Side:
        """The side with nothing paid for the claims that are not kept."""
        return Side({name: np.where(kept, fen, 0) for name, fen in self.payers.items()}, self.refused)


def side_of(result: pa.Table, funds: Sequence[str]) -> Side:
    """One side from the result columns of a replay; a fund that its view does not know pays nothing."""
    nothing = np.zeros(result.num_rows, np.int64)
    columns = {fund: f"fund_{fund}_fen" for fund in funds}
    payers = {
        fund: result[name].to_numpy() if name in result.column_names else nothing for fund, name in columns.items()
    }
    payers |= {"account": result["account_fen"].to_numpy(), "cash": result["cash_fen"].to_numpy()}
    return Side(payers, result["refused"].to_numpy())


def cost_of(claims: pa.Table) -> Fen:
    """What each claim cost altogether."""
    names = [*group_columns(claims.schema).values(), *_COST_PARTS]
    parts = [claims[name].to_numpy().astype(np.int64) for name in names if name in claims.column_names]
    return np.sum(parts, axis=0, dtype=np.int64)


def word_places(claims: pa.Table, fact: str, otherwise: str) -> NDArray[np.int64]:
    """The place of each claim's word in the fact's list; `otherwise` where the claims have no such column."""
    words = WORDS[fact]
    if fact not in claims.column_names:
        return np.full(claims.num_rows, words.index(otherwise), np.int64)
    column: Any = claims[fact].combine_chunks()
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    places = np.array([words.index(word) for word in encoded.dictionary.to_pylist()], np.int64)
    return places[encoded.indices.to_numpy()]


def months_of(claims: pa.Table) -> NDArray[np.int64]:
    """The month of each claim, counted from January 1970."""
    days = claims["day"].cast(pa.int32()).to_numpy()
    months: NDArray[np.int64] = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months
