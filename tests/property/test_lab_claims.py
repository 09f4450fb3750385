"""Drawn claims: the same for the same seed, sorted, whole in their parts, everybody within the city's bounds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingzhang.answers.lab.claims import Region, draw_claims, region_of, write_claims, years_of
from mingzhang.answers.lab.claims.calendar import SPRING_FESTIVALS, day_weights
from mingzhang.answers.lab.claims.people import MIX
from mingzhang.answers.lab.claims.writing import LOT
from mingzhang.answers.lab.columns import amount_columns, check_claims, check_rows
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import regions, view_for

YEARS = range(2024, 2026)


@pytest.fixture(scope="module", params=[info.code for info in regions()])
def region(request: pytest.FixtureRequest) -> Region:
    return region_of(request.param, YEARS)


@pytest.fixture(scope="module")
def claims(region: Region) -> pa.Table:
    """Two years of some thousand people."""
    return pa.concat_tables(draw_claims(region, 3_000, YEARS, seed=7))


def test_they_are_claims(claims: pa.Table) -> None:
    assert check_claims(claims.schema) is None
    assert check_rows(claims) is None


def test_everybody_stays_within_the_bounds_of_their_category(claims: pa.Table) -> None:
    by_category = claims.group_by("category").aggregate([("age", "min"), ("age", "max")])
    for row in by_category.to_pylist():
        _, _, _, youngest, oldest = MIX[row["category"]]
        assert youngest <= row["age_min"] <= row["age_max"] <= oldest + len(YEARS) - 1


def test_days_lie_in_the_years_asked_for(claims: pa.Table) -> None:
    bounds = pc.min_max(claims["day"]).as_py()
    assert date(2024, 1, 1) <= bounds["min"] < date(2024, 1, 8)
    assert date(2025, 12, 24) < bounds["max"] <= date(2025, 12, 31)


def test_no_amount_is_negative_and_no_bill_is_empty(claims: pa.Table) -> None:
    parts = [claims[name].to_numpy() for name in amount_columns(claims.schema) if name != "credited_fen"]
    assert min(part.min() for part in parts) >= 0
    assert np.sum(parts, axis=0).min() >= 500


def test_only_benefits_that_the_region_settles_are_drawn(region: Region, claims: pa.Table) -> None:
    pairs = claims.group_by(["scheme", "benefit"]).aggregate([]).to_pylist()
    assert {pair["benefit"] for pair in pairs if pair["scheme"] == "employee"} == region.offers["employee"]


def test_few_people_have_many_visits(claims: pa.Table) -> None:
    visits = np.sort(claims.group_by("person").aggregate([("claim", "count")])["claim_count"].to_numpy())[::-1]
    assert visits[: len(visits) // 10].sum() > 2 * visits.sum() / 10


def test_older_people_have_more_stays() -> None:
    claims = pa.concat_tables(draw_claims(region_of("440100", YEARS), 3_000, YEARS, seed=7))
    stays = claims.filter(pc.equal(claims["benefit"], "inpatient"))
    people = claims.group_by("person").aggregate([("age", "min")])["age_min"].to_numpy()
    old, young = (people >= 65).sum(), ((people >= 20) & (people < 50)).sum()
    ages = stays["age"].to_numpy()
    assert (ages >= 66).sum() / old > 2 * ((ages >= 20) & (ages < 50)).sum() / young


def test_what_is_credited_in_a_year_is_what_the_rules_credit() -> None:
    """A retiree's fixed amount arrives on the last day of each month there."""
    region = region_of("440100", range(2025, 2026))
    table = pa.concat_tables(draw_claims(region, 2_000, range(2025, 2026), seed=3))
    facts = {"scheme": "employee", "category": "retired", "age": 70}
    fixed_fen = view_for("440100", date(2025, 1, 1)).find("account.fixed", **facts).number
    retired = table.filter(pc.equal(table["category"], "retired"))
    person, day, credited = (retired[name].to_pylist() for name in ("person", "day", "credited_fen"))
    checked = 0
    for place in range(1, len(person)):
        if person[place] == person[place - 1]:
            arrived = [_months_arrived(day[at]) for at in (place - 1, place)]
            assert credited[place] == (arrived[1] - arrived[0]) * fixed_fen
            checked += 1
    assert checked > 500


def _months_arrived(day: date) -> int:
    """Months whose last day is not after the day."""
    tomorrow = date.fromordinal(day.toordinal() + 1)
    return day.month - 1 + (tomorrow.month != day.month)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32), people=st.integers(1, 300))
def test_the_same_seed_gives_the_same_claims(seed: int, people: int) -> None:
    region = region_of("440100", range(2025, 2026))
    once, again = (pa.concat_tables(draw_claims(region, people, range(2025, 2026), seed)) for _ in range(2))
    assert once.equals(again)
    other = pa.concat_tables(draw_claims(region, people, range(2025, 2026), seed + 1))
    assert once.num_rows < 20 or not once.equals(other)


def test_more_people_leave_the_first_ones_as_they_are(tmp_path: Path) -> None:
    region = region_of("440100", range(2025, 2026))
    written = write_claims(tmp_path / "claims.parquet", region, LOT + 10, range(2025, 2026), seed=1)
    file = pq.ParquetFile(tmp_path / "claims.parquet")
    assert (file.num_row_groups, file.metadata.num_rows) == (2, written.claims)
    first = next(draw_claims(region, LOT, range(2025, 2026), seed=1))
    assert file.read_row_group(0).equals(first)
    last = file.read_row_group(1)["person"].to_numpy()
    assert LOT < last.min() <= last.max() <= LOT + 10


@pytest.mark.parametrize("year", sorted(SPRING_FESTIVALS))
def test_the_spring_festival_is_the_quietest_week(year: int) -> None:
    weights = day_weights(year)
    festival = (SPRING_FESTIVALS[year] - date(year, 1, 1)).days
    assert weights.sum() == pytest.approx(1)
    assert weights[festival : festival + 5].sum() < min(
        weights[first : first + 5].sum() for first in range(60, len(weights) - 5)
    )


def test_a_year_without_a_known_festival_is_refused() -> None:
    refused = years_of(2029, 3)
    assert isinstance(refused, Refusal) and refused.code == "CLAIMS_YEAR_UNKNOWN"
