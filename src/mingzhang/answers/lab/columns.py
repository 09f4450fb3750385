"""The columns of a claims table: which there are, what they may hold, and what is refused, named by column and row.

One row is one settled visit. Rows are sorted by person, day and claim. A fact's column that is missing means the
default of `PersonFacts` and `VisitFacts`; a missing amount is zero. All amounts are fen, from 0 to below `MOST_FEN`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy.facts import WORDS
from mingzhang.rules.settlement.bill import ORDINARY_GROUP

# The waterfall's 64-bit bounds hold for amounts below this (waterfall.py); 100 million yuan in one claim is an error.
MOST_FEN = 10**10

_WORD = pa.dictionary(pa.int32(), pa.string())
KEYS = {"claim": pa.int64(), "person": pa.int64(), "day": pa.date32()}
WORD_FACTS = ("scheme", "category", "benefit", "level", "place", "filing", "reach", "tier", "chronic_kind")
# Each number and the most it may sensibly be.
MOST = {"age": 150, "continuous_months": 1_800, "covered_months": 1_800, "retired_on": 99_991_231}
NUMBER_FACTS = tuple(MOST)
FLAG_FACTS = ("aided", "civil_servant", "signed_family_doctor")
FACTS = {
    **dict.fromkeys(WORD_FACTS, _WORD),
    **dict.fromkeys(NUMBER_FACTS, pa.int32()),
    "age": pa.int16(),
    **dict.fromkeys(FLAG_FACTS, pa.bool_()),
}
NULLABLE = frozenset({"tier", "chronic_kind", "continuous_months", "covered_months", "retired_on"})
ORDINARY = "in_scope_fen"
AMOUNTS = dict.fromkeys((ORDINARY, "first_self_fen", "over_limit_fen", "wholly_own_fen", "credited_fen"), pa.int64())
NEEDED = (*KEYS, "scheme", "category", "benefit", "age", ORDINARY)


def schema() -> pa.Schema:
    """Every column that a claims table may have, except those of further item groups (`in_scope_<group>_fen`)."""
    fields = {**KEYS, "institution": pa.int32(), **FACTS, **AMOUNTS}
    return pa.schema([pa.field(name, kind, nullable=name in NULLABLE) for name, kind in fields.items()])


def group_columns(given: pa.Schema) -> dict[str, str]:
    """The item groups whose in-scope amounts the table holds, and the column of each; the ordinary group is first."""
    before, after = "in_scope_", "_fen"
    others = (name for name in given.names if name != ORDINARY)
    further = sorted(name for name in others if name.startswith(before) and name.endswith(after))
    named = {name.removeprefix(before).removesuffix(after): name for name in further}
    return {ORDINARY_GROUP: ORDINARY, **named}


def amount_columns(given: pa.Schema) -> tuple[str, ...]:
    """The columns of the table that hold amounts."""
    return tuple(name for name in given.names if name in AMOUNTS or name in group_columns(given).values())


def check_claims(given: pa.Schema) -> Refusal | None:
    """Refuse a table by its columns: CLAIMS_COLUMN_MISSING, CLAIMS_COLUMN_TWICE or CLAIMS_COLUMN_TYPE."""
    for name in NEEDED:
        if name not in given.names:
            return Refusal("CLAIMS_COLUMN_MISSING", {"column": name})
    known = {**KEYS, **FACTS, **AMOUNTS, **dict.fromkeys(group_columns(given).values(), pa.int64())}
    for name in given.names:
        if given.names.count(name) > 1:
            return Refusal("CLAIMS_COLUMN_TWICE", {"column": name})
        if name in known and not _fits(given.field(name).type, known[name]):
            facts = {"column": name, "expected": str(known[name]), "got": str(given.field(name).type)}
            return Refusal("CLAIMS_COLUMN_TYPE", facts)
    return None


def check_rows(claims: pa.Table, first_row: int = 0) -> Refusal | None:
    """Refuse a table of good columns by what its rows hold; `first_row` is the number of its first row in the file.

    CLAIMS_VALUE_MISSING, CLAIMS_AMOUNT_NEGATIVE, CLAIMS_AMOUNT_TOO_LARGE, CLAIMS_NUMBER_STRANGE, CLAIMS_WORD_UNKNOWN
    and CLAIMS_NOT_SORTED name the column and the first row at fault, counted from 0.
    """
    return next(_row_faults(claims, first_row), None)


def _row_faults(claims: pa.Table, first_row: int) -> Iterator[Refusal]:
    """The first fault of each kind."""
    known = [name for name in claims.column_names if name in KEYS or name in FACTS]
    amounts = amount_columns(claims.schema)
    for name in (*known, *amounts):
        if name not in NULLABLE and claims[name].null_count:
            yield Refusal("CLAIMS_VALUE_MISSING", {"column": name, "row": first_row + _first(claims[name].is_null())})
    for name in amounts:
        least, most = pc.min_max(claims[name]).as_py().values()
        if least is not None and least < 0:
            row = _first(pc.less(claims[name], 0))
            yield Refusal("CLAIMS_AMOUNT_NEGATIVE", {"column": name, "row": first_row + row, "amount_fen": least})
        if most is not None and most >= MOST_FEN:
            row = _first(pc.greater_equal(claims[name], MOST_FEN))
            yield Refusal("CLAIMS_AMOUNT_TOO_LARGE", {"column": name, "row": first_row + row, "amount_fen": most})
    yield from (fault for name in known if name in MOST for fault in _strange_numbers(claims[name], name, first_row))
    yield from (fault for name in known if name in WORDS for fault in _strange_words(claims[name], name, first_row))
    if (row := _first_unsorted(claims)) is not None:
        yield Refusal("CLAIMS_NOT_SORTED", {"row": first_row + row})


def _strange_numbers(column: pa.ChunkedArray, name: str, first_row: int) -> Iterator[Refusal]:
    """The first number that is below zero or beyond all sense."""
    least, most = pc.min_max(column).as_py().values()
    if least is not None and (least < 0 or most > MOST[name]):
        row = _first(pc.or_(pc.less(column, 0), pc.greater(column, MOST[name])))
        facts = {"column": name, "row": first_row + row, "most": MOST[name], "got": column[row].as_py()}
        yield Refusal("CLAIMS_NUMBER_STRANGE", facts)


def _strange_words(column: pa.ChunkedArray, name: str, first_row: int) -> Iterator[Refusal]:
    """The first word that no rule knows."""
    strange = sorted(set(pc.unique(column).drop_null().to_pylist()) - set(WORDS[name]))
    if strange:
        row = _first(pc.equal(column.cast(pa.string()), strange[0]))
        expected = ", ".join(WORDS[name])
        yield Refusal(
            "CLAIMS_WORD_UNKNOWN", {"column": name, "row": first_row + row, "expected": expected, "got": strange[0]}
        )


def _first_unsorted(claims: pa.Table) -> int | None:
    """The first row that does not come after the row before it by person, day and claim."""
    person, day, claim = (_numbers(claims[name]) for name in ("person", "day", "claim"))
    same_person, same_day = person[1:] == person[:-1], day[1:] == day[:-1]
    later = (person[1:] > person[:-1]) | (same_person & ((day[1:] > day[:-1]) | (same_day & (claim[1:] > claim[:-1]))))
    faults = np.flatnonzero(~later)
    return int(faults[0]) + 1 if len(faults) else None


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    """A column's values as integers, days counted from 1970."""
    return column.cast(pa.int32()).to_numpy() if column.type == pa.date32() else column.to_numpy()


def _first(marked: pa.ChunkedArray) -> int:
    """The first row that is marked."""
    return int(pc.index(marked, True).as_py())


def _fits(given: pa.DataType, known: pa.DataType) -> bool:
    """Whether a column of this type can be read as the known one: plain text as words, any smaller whole number."""
    if pa.types.is_dictionary(known):
        return pa.types.is_string(given) or (pa.types.is_dictionary(given) and pa.types.is_string(given.value_type))
    if pa.types.is_integer(known) and pa.types.is_signed_integer(given):
        return given.bit_width <= 64 if known == pa.int16() else given.bit_width <= known.bit_width
    return given == known
