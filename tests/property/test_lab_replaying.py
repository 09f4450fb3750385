"""A replay does not depend on how it is cut: by threads, by pieces of a file, by the tables before it."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lab_claims import city
from mingzhang.answers.lab.batch import Replayed, Replayer, replay_file, replay_table
from mingzhang.rules.policy import regions, view_for

VIEW = view_for(regions()[0].code, date(2026, 3, 1))


def replayed(claims: pa.Table, threads: int = 1) -> Replayed:
    result = replay_table(VIEW, claims, threads)
    assert isinstance(result, Replayed)
    return result


@pytest.mark.parametrize("threads", [2, 3, 50])
def test_any_number_of_threads_gives_the_same(threads):
    claims = city(1, people=9)
    one, more = replayed(claims), replayed(claims, threads)
    assert one.table.equals(more.table)
    assert sorted(one.unknown) == sorted(more.unknown)


@pytest.mark.parametrize("rows", [1, 7, 40, 1_000])
def test_any_row_groups_give_the_same(tmp_path, rows):
    claims = city(2, people=5)
    pq.write_table(claims, tmp_path / "claims.parquet", row_group_size=rows)
    told: list[tuple[int, int]] = []
    pieces = list(replay_file(VIEW, tmp_path / "claims.parquet", lambda done, of: told.append((done, of))))
    tables = [result.table for _, result in pieces]
    assert pa.concat_tables(tables).equals(replayed(claims).table)
    assert told[-1] == (claims.num_rows, claims.num_rows)
    counts: dict[tuple[str, str], int] = {}
    for _, result in pieces:
        for key, missing, refused in result.unknown:
            counts[(key, missing)] = counts.get((key, missing), 0) + refused
    assert counts == {(key, missing): refused for key, missing, refused in replayed(claims).unknown}


def test_what_was_replayed_before_leaves_nothing_behind():
    replayer = Replayer(VIEW)
    first, second = city(3, people=4), city(4, people=4)
    replayer.replay(first)
    assert replayer.replay(second).table.equals(replayed(second).table)
    assert replayer.replay(first.slice(0, 0)).table.num_rows == 0


def test_every_claim_adds_up_to_its_bill():
    claims = city(5, people=6)
    result = replayed(claims)
    paid = sum(result.table[name].to_numpy() for name in result.table.column_names if name.endswith("_fen"))
    paid = paid - result.table["deductible_fen"].to_numpy()
    amounts = [name for name in claims.column_names if name.endswith("_fen") and name != "credited_fen"]
    total = sum(claims[name].to_numpy() for name in amounts)
    settled = ~result.table["refused"].to_numpy()
    assert (paid[settled] == total[settled]).all()
    assert (paid[~settled] == 0).all()
