"""Replays on a Spark cluster of separate worker processes give what this process gives, to the fen."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.errors import PySparkRuntimeError

from mingzhang.answers.lab import spark
from mingzhang.answers.lab.claims import region_of, write_claims
from mingzhang.answers.lab.replaying import Settled, replay_here
from mingzhang.answers.lab.spark import replay_on_spark, whole_people
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView, view_for
from mingzhang.rules.policy.loading.reforms import read_reform
from mingzhang.rules.policy.reforming import reformed

CLUSTER = "local-cluster[2,1,1024]"
REFORM = """
name: more for outpatients
changes:
  - {key: outpatient.rate, when: {category: in_service, place: community}, value: "90"}
"""

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small city's year, in several row groups."""
    folder, year = tmp_path_factory.mktemp("city"), range(2025, 2026)
    write_claims(folder / "drawn.parquet", region_of("440100", year), 800, year, 7)
    pq.write_table(pq.read_table(folder / "drawn.parquet"), folder / "claims.parquet", row_group_size=1000)
    return folder / "claims.parquet"


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> tuple[PolicyView, PolicyView]:
    """The rules of a day, and a reform of them."""
    view = view_for("440100", date(2025, 6, 1))
    path = tmp_path_factory.mktemp("reform") / "reform.yaml"
    path.write_text(REFORM, encoding="utf-8")
    return view, reformed(view, read_reform(path, view).overrides)


def results(settled: list[Settled | Refusal], side: int) -> pa.Table:
    """One side's results by claim."""
    tables = [piece.results[side].table for piece in settled if isinstance(piece, Settled)]
    return pa.concat_tables(tables).sort_by("claim").combine_chunks()


def unknown(settled: list[Settled | Refusal], side: int) -> dict[tuple[str, str], int]:
    """How many claims met which unknown rule."""
    counts: dict[tuple[str, str], int] = {}
    for piece in settled:
        assert isinstance(piece, Settled)
        for key, missing, claims in piece.results[side].unknown:
            counts[key, missing] = counts.get((key, missing), 0) + claims
    return counts


@needs_java
def test_the_cluster_and_this_process_agree_to_the_fen(
    city: Path, views: tuple[PolicyView, PolicyView], tmp_path: Path
) -> None:
    here = list(replay_here(views, city))
    there = list(replay_on_spark(views, city, CLUSTER, tmp_path / "scratch"))
    for side in range(2):
        mine, theirs = results(here, side), results(there, side)
        assert theirs.equals(mine)
        assert unknown(there, side) == unknown(here, side)
    assert not results(there, 0).equals(results(there, 1))  # the reform does something
    assert len([piece for piece in there if isinstance(piece, Settled)]) > 1  # the work was divided
    claims = pa.concat_tables([piece.claims for piece in there if isinstance(piece, Settled)]).sort_by("claim")
    assert claims["person"].equals(pq.read_table(city).sort_by("claim")["person"])


@needs_java
def test_a_row_that_is_no_claim_is_named_as_it_is_here(
    city: Path, views: tuple[PolicyView, PolicyView], tmp_path: Path
) -> None:
    claims = pq.read_table(city)
    amounts = claims["in_scope_fen"].to_pylist()
    amounts[2500] = -1  # beyond what the driver looks at before it starts the workers
    spoilt = claims.set_column(claims.column_names.index("in_scope_fen"), "in_scope_fen", pa.array(amounts, pa.int64()))
    path = tmp_path / "spoilt.parquet"
    pq.write_table(spoilt, path, row_group_size=1000)
    first = list(replay_here(views, path))[-1]
    assert list(replay_on_spark(views, path, "local[1]", tmp_path / "scratch")) == [first]
    assert isinstance(first, Refusal) and (first.code, first.facts["row"]) == ("CLAIMS_AMOUNT_NEGATIVE", 2500)


def test_a_file_that_holds_no_claims_never_reaches_the_cluster(
    views: tuple[PolicyView, PolicyView], tmp_path: Path
) -> None:
    (refused,) = replay_on_spark(views, tmp_path / "nothing.parquet", "spark://nowhere.invalid:7077", tmp_path / "s")
    assert isinstance(refused, Refusal) and refused.code == "CLAIMS_FILE_MISSING"


def test_a_cluster_that_cannot_be_had_is_told_in_words(
    city: Path, views: tuple[PolicyView, PolicyView], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_java(master: str) -> object:
        raise PySparkRuntimeError(errorClass="JAVA_GATEWAY_EXITED", messageParameters={})

    monkeypatch.setattr(spark, "_session", no_java)
    (refused,) = replay_on_spark(views, city, "local[1]", tmp_path / "scratch")
    assert refused == Refusal("SPARK_UNAVAILABLE", {"master": "local[1]", "why": "JAVA_GATEWAY_EXITED"})


@pytest.mark.parametrize(
    ("batches", "pieces"),
    [
        ([], []),
        ([[1, 1, 1]], [[1, 1, 1]]),
        ([[1, 1, 2], [2, 3]], [[1, 1], [2, 2], [3]]),
        ([[1], [1], [1, 2]], [[1, 1, 1], [2]]),
        ([[1, 2], [3, 4]], [[1], [2, 3], [4]]),
    ],
)
def test_no_person_is_cut_in_two(batches: list[list[int]], pieces: list[list[int]]) -> None:
    cut = whole_people(pa.table({"person": pa.array(batch, pa.int64())}) for batch in batches)
    assert [piece["person"].to_pylist() for piece in cut] == pieces
