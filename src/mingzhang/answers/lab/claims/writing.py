"""Draw a city lot by lot, each from its own seed, and write it to Parquet: one row group of whole people a lot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mingzhang.answers.lab.claims.amounts import credited, draw_amounts
from mingzhang.answers.lab.claims.people import CATEGORIES, People, draw_people
from mingzhang.answers.lab.claims.region import SCHEME_OF, Region
from mingzhang.answers.lab.claims.visits import Visits, draw_visits, joined
from mingzhang.answers.lab.columns import FLAG_FACTS, WORD_FACTS, schema
from mingzhang.rules.policy.facts import WORDS

Rng = np.random.Generator
LOT = 50_000  # people
FIRST_PERSON = 1
INSTITUTIONS = {"none": 1_500, "level1": 600, "level2": 90, "level3": 60}
ELSEWHERE = 900_000


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds: all its people, those of them who have claims, and the claims."""

    people: int
    with_claims: int
    claims: int


def write_claims(
    path: Path,
    region: Region,
    people: int,
    years: range,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write a city's claims; the same region, people, years and seed give the same rows. `progress` counts people."""
    claims = with_claims = done = 0
    writer: pq.ParquetWriter | None = None
    try:
        for table in draw_claims(region, people, years, seed):
            writer = writer or _writer(path, table.schema)
            writer.write_table(table, row_group_size=max(1, table.num_rows))
            claims += table.num_rows
            with_claims += _people_in(table)
            done = min(people, done + LOT)
            if progress is not None:
                progress(done, people)
    finally:
        if writer is not None:
            writer.close()
    return Written(people, with_claims, claims)


def _writer(path: Path, columns: pa.Schema) -> pq.ParquetWriter:
    """A file whose words are kept by number; nearly every other value is its own."""
    words = [name for name in columns.names if name in WORD_FACTS]
    return pq.ParquetWriter(path, columns, compression="zstd", compression_level=1, use_dictionary=words)


def _people_in(table: pa.Table) -> int:
    """How many people a table has whose rows stand together by person."""
    person = table["person"].to_numpy()
    return int(np.count_nonzero(person[1:] != person[:-1])) + min(1, len(person))


def draw_claims(region: Region, people: int, years: range, seed: int) -> Iterator[pa.Table]:
    """The claims table by table, each of whole people, in the order that a replay needs."""
    claims = 0
    for lot, first in enumerate(range(0, people, LOT)):
        rng = np.random.default_rng((seed, lot))
        drawn = draw_people(rng, region, FIRST_PERSON + first, min(LOT, people - first), years[0])
        table = _lot(rng, region, drawn, years, claims)
        claims += table.num_rows
        yield table


def _lot(rng: Rng, region: Region, people: People, years: range, claims_before: int) -> pa.Table:
    """All years of some people as one table."""
    parts = [draw_visits(rng, region, people, year) for year in years]
    year = np.repeat(np.array(years), [len(part.whose) for part in parts])
    drawn = joined(parts)
    order = np.lexsort((drawn.day, drawn.whose))
    visits, year = drawn.taken(order), year[order]
    amounts = draw_amounts(rng, people, visits, region.groups)
    count = len(order)
    columns: dict[str, pa.Array] = {
        "claim": pa.array(np.arange(claims_before + 1, claims_before + 1 + count)),
        "person": pa.array(people.number[visits.whose]),
        "day": pa.array(visits.day, pa.int32()).cast(pa.date32()),
        "institution": pa.array(_institution(rng, visits)),
        **_facts(region, people, visits, year, years[0]),
        **{name: pa.array(fen) for name, fen in amounts.items()},
        "credited_fen": pa.array(credited(people, visits, dict(region.credits), years)),
    }
    known = {field.name: field for field in schema()}
    return pa.table(columns, pa.schema([known.get(name, pa.field(name, pa.int64(), False)) for name in columns]))


def _facts(
    region: Region, people: People, visits: Visits, year: NDArray[np.int64], first_year: int
) -> dict[str, pa.Array]:
    """The columns of facts: always those of every visit, the others only where the region's rules ask for them."""
    category = people.category[visits.whose]
    schemes = np.array([WORDS["scheme"].index(SCHEME_OF[name]) for name in CATEGORIES])
    age = people.age[visits.whose] + (year - first_year)
    columns = {
        "scheme": _words("scheme", schemes[category]),
        "category": _words("category", category),
        "age": pa.array(age.astype(np.int16)),
        **{name: _words(name, getattr(visits, name)) for name in ("benefit", "level", "place", "filing", "reach")},
    }
    if "chronic_kind" in region.asks:
        other = visits.benefit != WORDS["benefit"].index("chronic")
        columns["chronic_kind"] = _words("chronic_kind", visits.chronic_kind, other)
    for name, (values, unknown) in people.facts.items():
        drawn, mask = values[visits.whose], None if unknown is None else unknown[visits.whose]
        if name in WORDS:
            columns[name] = _words(name, drawn, mask)
        elif name in FLAG_FACTS:
            columns[name] = pa.array(drawn.astype(np.bool_))
        else:
            columns[name] = pa.array(drawn.astype(np.int32), mask=mask)
    return columns


def _words(name: str, places: NDArray[np.integer], unknown: NDArray[np.bool_] | None = None) -> pa.Array:
    """Places in a fact's list of words as a column of words."""
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32), mask=unknown), list(WORDS[name]))


def _institution(rng: Rng, visits: Visits) -> NDArray[np.int32]:
    """A hospital's or pharmacy's pseudonym: few are large, most are small; those elsewhere are numbered apart."""
    pools = np.array([INSTITUTIONS[level] for level in WORDS["level"]])
    chosen = np.floor(pools[visits.level] * rng.random(len(visits.level)) ** 2.5).astype(np.int32)
    away = visits.filing != WORDS["filing"].index("local")
    return (chosen + visits.level.astype(np.int32) * 10_000 + away * ELSEWHERE + 1).astype(np.int32)
