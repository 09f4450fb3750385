"""The Spark engine: the same waterfall on every worker, each with the claims of whole people.

People are kept together by partitioning on the person, and each partition goes through a `Replayer` as a piece of a
file would here; so the answers are equal to the fen. The workers need this package with its `lab` extra, and the
claims and the scratch folder must be on storage that they reach.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark import AccumulatorParam
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from mingzhang.answers.lab.batch import Replayed, Replayer, funds_of
from mingzhang.answers.lab.columns import check_rows
from mingzhang.answers.lab.reading import read_claims, start_of_last_person
from mingzhang.answers.lab.replaying import Settled
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView

CLAIMS_A_PARTITION = 1_000_000
ROWS_A_BATCH = 100_000
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_A_BATCH),
    "spark.sql.session.timeZone": "Asia/Shanghai",
}
Unknown = Counter[tuple[int, str, str]]


def replay_on_spark(views: Sequence[PolicyView], path: Path, master: str, scratch: Path) -> Iterator[Settled | Refusal]:
    """Settle the claims of a file on a Spark cluster, and yield them with their results, partition by partition.

    Refuses what the local engine refuses, except that the file need not be sorted, and SPARK_UNAVAILABLE when no
    Spark could be started. `scratch` is a folder that does not exist yet; it is left to the caller.
    """
    first = next(read_claims(path), None)
    if first is None or isinstance(first, Refusal):
        yield from () if first is None else (first,)
        return
    kind = _settle([Replayer(view) for view in views], first.claims.slice(0, 0), Counter()).schema
    try:
        with _session(master) as spark:
            unknown = spark.sparkContext.accumulator(Counter(), _Counted())
            refused = spark.sparkContext.accumulator(Counter(), _Counted())
            partitions = max(2 * spark.sparkContext.defaultParallelism, first.of_rows // CLAIMS_A_PARTITION)
            people = spark.read.parquet(str(path)).repartition(partitions, "person")
            ordered = people.sortWithinPartitions("person", "day", "claim")
            worker = _worker(tuple(views), unknown, refused)
            ordered.mapInArrow(worker, from_arrow_schema(kind)).write.parquet(str(scratch))
            counted, faults = unknown.value, refused.value
    except PySparkRuntimeError as error:
        yield Refusal("SPARK_UNAVAILABLE", {"master": master, "why": error.getCondition() or ""})
        return
    if faults:
        yield from (piece for piece in read_claims(path) if isinstance(piece, Refusal))  # says which row it is
        return
    yield from _settled(views, scratch, first.of_rows, counted)


def _worker(views: Sequence[PolicyView], unknown: object, refused: object) -> Callable:
    """What runs on each partition: batches of claims in, claims with their results out."""

    def settle(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        replayers = [Replayer(view) for view in views]
        for claims in whole_people(pa.Table.from_batches([batch]) for batch in batches):
            fault = check_rows(claims)
            if fault is not None:
                refused.add(Counter({fault.code: 1}))
                return
            counted: Unknown = Counter()
            yield from _settle(replayers, claims, counted).to_batches(ROWS_A_BATCH)
            unknown.add(counted)

    return settle


def whole_people(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same claims, cut so that no person is in two tables."""
    waiting: pa.Table | None = None
    for table in tables:
        claims = table if waiting is None else pa.concat_tables([waiting, table])
        cut = start_of_last_person(claims)
        waiting = claims.slice(cut)
        if cut:
            yield claims.slice(0, cut)
    if waiting is not None and waiting.num_rows:
        yield waiting


def _settle(replayers: Sequence[Replayer], claims: pa.Table, counted: Unknown) -> pa.Table:
    """The claims with a column for each column of each side's result; words as plain text, as Spark writes them."""
    wide = pa.table({name: _plain(claims[name]) for name in claims.column_names})
    for side, replayer in enumerate(replayers):
        result = replayer.replay(claims)
        counted.update({(side, key, missing): number for key, missing, number in result.unknown})
        for name in result.table.column_names:
            wide = wide.append_column(_side(side, name), result.table[name])
    return wide


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _side(side: int, name: str) -> str:
    return f"side{side}__{name}"


def _settled(views: Sequence[PolicyView], scratch: Path, of_rows: int, unknown: Unknown) -> Iterator[Settled | Refusal]:
    """The workers' parts, one at a time; what was unknown is told with the first."""
    for part in sorted(scratch.glob("part-*.parquet")):
        wide = pq.read_table(part)
        if not wide.num_rows:
            continue
        sides = [_result(view, side, wide, unknown) for side, view in enumerate(views)]
        claims = wide.select([name for name in wide.column_names if "__" not in name])
        yield Settled(claims, tuple(sides), of_rows)
        unknown = Counter()


def _result(view: PolicyView, side: int, wide: pa.Table, unknown: Unknown) -> Replayed:
    """One side's result out of the workers' wide table."""
    before = _side(side, "")
    names = [name for name in wide.column_names if name.startswith(before)]
    table = wide.select(names).rename_columns([name.removeprefix(before) for name in names])
    told = tuple((key, missing, claims) for (of, key, missing), claims in unknown.items() if of == side)
    return Replayed(table, funds_of(view), told)


class _Counted(AccumulatorParam):
    """Counts that grow on the workers and meet on the driver."""

    def zero(self, value: Counter) -> Counter:
        """Nothing counted yet."""
        return Counter()

    def addInPlace(self, value1: Counter, value2: Counter) -> Counter:
        """Both counts together."""
        value1.update(value2)
        return value1


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """A Spark session of our own; one on this machine keeps to the loopback address."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("mingzhang replay")
    local = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    for name, value in (SETTINGS | (local if master.startswith("local") else {})).items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        spark.sparkContext.setLogLevel("ERROR")
        yield spark
    finally:
        spark.stop()
