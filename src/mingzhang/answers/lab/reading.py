"""Read a Parquet file of claims piece by piece, cutting between people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mingzhang.answers.lab.columns import check_claims, check_rows
from mingzhang.basics.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Piece:
    """The claims of some whole people, out of a file of `of_rows` claims."""

    claims: pa.Table
    of_rows: int


def read_claims(path: Path) -> Iterator[Piece | Refusal]:
    """The file's claims in pieces of about one row group, each with all claims of its people, all checked.

    Ends after a Refusal: CLAIMS_FILE_MISSING, CLAIMS_NOT_PARQUET, or what `columns.py` refuses.
    """
    try:
        file = pq.ParquetFile(path)
    except FileNotFoundError:
        yield Refusal("CLAIMS_FILE_MISSING", {"file": path.name})
        return
    except (pa.ArrowInvalid, OSError):
        yield Refusal("CLAIMS_NOT_PARQUET", {"file": path.name})
        return
    with file:
        refused = check_claims(file.schema_arrow)
        if refused is not None:
            yield refused
            return
        yield from _pieces(file)


def _pieces(file: pq.ParquetFile) -> Iterator[Piece | Refusal]:
    """Row group by row group; the last person of one waits for the next."""
    rows = file.metadata.num_rows
    waiting = file.schema_arrow.empty_table()
    first_row = 0
    for number in range(file.num_row_groups):
        last = number == file.num_row_groups - 1
        claims = pa.concat_tables([waiting, file.read_row_group(number)]).unify_dictionaries()
        refused = check_rows(claims, first_row)
        if refused is not None:
            yield refused
            return
        cut = claims.num_rows if last else start_of_last_person(claims)
        waiting = claims.slice(cut)
        first_row += cut
        if cut:
            yield Piece(claims.slice(0, cut), rows)


def start_of_last_person(claims: pa.Table) -> int:
    """The row at which the last person's claims begin; people are in order."""
    people = claims["person"].to_numpy()
    return int(np.searchsorted(people, people[-1])) if len(people) else 0
