"""A city of three people, small enough to settle by hand, replayed under its rules and under a reform of them.

Outpatient care is paid at 50 % after a yearly deductible of 100 yuan, up to 1,000 yuan a year; the reform pays 80 % for
retired people. What residents get is not known.

- Person 1, in service: 300 yuan in January (100 deductible, the fund pays half of 200; 50 yuan stand on the account);
  100 and 20 outside the catalogue in February (the fund pays 50).
- Person 2, retired: 1,100 in March (the fund pays 500, with the reform 800); 600 in July (300; with the reform 480, of
  which the cap leaves 200).
- Person 3, a resident: one claim, refused.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mingzhang.answers.lab.comparing import Comparison
from mingzhang.answers.lab.following import FollowedClaim, follow_claim
from mingzhang.answers.lab.replaying import compare, replay_here
from mingzhang.basics.refusal import Refusal
from mingzhang.rules.policy import PolicyView
from mingzhang.rules.policy.loading import load_packs
from mingzhang.rules.policy.loading.reforms import read_reform
from mingzhang.rules.policy.reforming import reformed
from mingzhang.rules.policy.view import segment_on
from mingzhang.rules.settlement import Outcome, statement
from policy_tree import REGION, plant, topic

DAY = date(2025, 6, 1)
CITED = 'source: "doc#1", state: transcribed'
OUTPATIENT = topic(
    "outpatient",
    f"""  rate:
    name: {{zh: 支付比例, en: Rate}}
    unit: percent
    entries: [{{starts: 2025-01-01, for: {{scheme: employee}}, {CITED}, value: "50"}}]
    gaps: [{{when: {{scheme: resident}}, missing: 居民门诊办法, who: 医保局}}]
""",
    f"""  deductible:
    name: {{zh: 起付线, en: Deductible}}
    unit: yuan
    entries: [{{starts: 2025-01-01, {CITED}, value: "100"}}]
""",
    f"""  cap:
    name: {{zh: 限额, en: Cap}}
    unit: yuan
    entries: [{{starts: 2025-01-01, {CITED}, value: "1,000"}}]
""",
)
ACCOUNT = topic(
    "account",
    f"""  use:
    name: {{zh: 个人账户可用, en: The account may pay}}
    unit: bool
    entries: [{{starts: 2025-01-01, {CITED}, value: true}}]
""",
)
PLANS = """plans:
  - name: outpatient
    when: {benefit: outpatient}
    layers:
      - name: pooled
        fund: employee_pooled
        deductible: {amount: outpatient.deductible, met_by: deductible}
        bands: [{rate: outpatient.rate}]
        caps: [{amount: outpatient.cap, total: paid}]
        writes: [[deductible, deductible], [paid, paid]]
    account: {own: {in_scope: account.use}, family: {}}
"""
REFORM = 'name: 退休提高\nchanges:\n  - {key: outpatient.rate, when: {category: retired}, value: "80"}\n'
CLAIMS = pa.table(
    {
        "claim": pa.array([11, 12, 21, 22, 31]),
        "person": pa.array([1, 1, 2, 2, 3]),
        "day": pa.array([date(2025, month, 10) for month in (1, 2, 3, 7, 3)]),
        "scheme": pa.array(["employee"] * 4 + ["resident"]),
        "category": pa.array(["in_service"] * 2 + ["retired"] * 2 + ["minor"]),
        "age": pa.array([30, 30, 70, 70, 9], pa.int16()),
        "benefit": pa.array(["outpatient"] * 5),
        "level": pa.array(["level1", "level1", "level3", "level3", "level3"]),
        "in_scope_fen": pa.array([300_00, 100_00, 1_100_00, 600_00, 40_00]),
        "wholly_own_fen": pa.array([0, 20_00, 0, 0, 0]),
        "credited_fen": pa.array([50_00, 0, 0, 0, 0]),
    }
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[PolicyView, PolicyView, Path]:
    """The baseline, the reform, and the file of claims."""
    root = tmp_path_factory.mktemp("city")
    files = {"outpatient": OUTPATIENT, "account": ACCOUNT, "plans": PLANS}
    plant(root / "packs", {f"regions/{REGION}/{name}.yaml": text for name, text in files.items()})
    pack = load_packs(root / "packs").regions[REGION]
    view = PolicyView(REGION, DAY, segment_on(pack.parameters, pack.plans, DAY))
    (root / "reform.yaml").write_text(REFORM, encoding="utf-8")
    pq.write_table(CLAIMS, root / "claims.parquet", row_group_size=2)
    reform = read_reform(root / "reform.yaml", view)
    return view, reformed(view, reform.overrides), root / "claims.parquet"


@pytest.fixture(scope="module")
def found(city: tuple[PolicyView, PolicyView, Path]) -> Comparison:
    baseline, reform, path = city
    compared = compare((baseline, reform), replay_here((baseline, reform), path), path.parent)
    assert isinstance(compared, Comparison)
    return compared


def test_refused_claims_are_counted_and_left_out_of_everything_else(found: Comparison) -> None:
    counts = found.counts
    assert (counts.claims, counts.settled, counts.refused, counts.people) == (5, 4, (1, 1), 2)
    assert counts.cost_fen == 420_00 + 1_700_00
    assert found.refused.to_pylist() == [
        {"side": side, "key": "outpatient.rate", "missing": "居民门诊办法", "claims": 1}
        for side in ("baseline", "reform")
    ]


def test_cost_by_fund_and_month(found: Comparison) -> None:
    rows = [
        (row["month"].month, row["payer"], row["baseline_fen"], row["reform_fen"]) for row in found.payers.to_pylist()
    ]
    assert rows == [
        (1, "employee_pooled", 100_00, 100_00),
        (1, "account", 50_00, 50_00),
        (1, "cash", 150_00, 150_00),
        (2, "employee_pooled", 50_00, 50_00),
        (2, "account", 0, 0),
        (2, "cash", 70_00, 70_00),
        (3, "employee_pooled", 500_00, 800_00),
        (3, "account", 0, 0),
        (3, "cash", 600_00, 300_00),
        (7, "employee_pooled", 300_00, 200_00),
        (7, "account", 0, 0),
        (7, "cash", 300_00, 400_00),
    ]


def test_winners_and_losers_by_age_category_and_tenth(found: Comparison) -> None:
    ages = {row["age_from"]: (row["people"], row["more"], row["less"]) for row in found.ages.to_pylist()}
    assert ages == {30: (1, 0, 0), 70: (1, 1, 0)}
    categories = {
        (row["scheme"], row["category"]): (row["fund_baseline_fen"], row["fund_reform_fen"], row["cash_reform_fen"])
        for row in found.categories.to_pylist()
    }
    assert categories == {
        ("employee", "in_service"): (150_00, 150_00, 220_00),
        ("employee", "retired"): (800_00, 1_000_00, 700_00),
    }
    tenths = [(row["decile"], row["yuan_from"], row["yuan_to"], row["cost_fen"]) for row in found.deciles.to_pylist()]
    assert tenths == [(1, 420, 420, 420_00), (6, 1_700, 1_700, 1_700_00)]


def test_hospital_levels_count_claims(found: Comparison) -> None:
    levels = {
        row["level"]: (row["claims"], row["fund_baseline_fen"], row["fund_reform_fen"], row["more"], row["less"])
        for row in found.levels.to_pylist()
    }
    assert levels == {"level1": (2, 150_00, 150_00, 0, 0), "level3": (2, 800_00, 1_000_00, 1, 1)}


def test_how_far_the_change_goes_and_for_whom_most(found: Comparison) -> None:
    classes = [tuple(row.values()) for row in found.changes.to_pylist()]
    assert classes == [(0, 0, 1, 0), (200, 500, 1, 200_00)]
    [person] = found.affected.to_pylist()
    assert (person["person"], person["age"], person["category"], person["claims"]) == (2, 70, "retired", 2)
    assert (person["fund_baseline_fen"], person["fund_reform_fen"], person["change_fen"]) == (800_00, 1_000_00, 200_00)
    assert (person["cash_baseline_fen"], person["cash_reform_fen"]) == (900_00, 700_00)


@pytest.mark.usefixtures("found")
def test_the_result_of_each_claim_is_kept_on_both_sides(city: tuple[PolicyView, PolicyView, Path]) -> None:
    folder = city[2].parent
    for side, paid in (
        ("baseline", [100_00, 50_00, 500_00, 300_00, 0]),
        ("reform", [100_00, 50_00, 800_00, 200_00, 0]),
    ):
        kept = pq.read_table(folder / f"{side}.parquet")
        assert kept["claim"].to_pylist() == [11, 12, 21, 22, 31]
        assert kept["fund_employee_pooled_fen"].to_pylist() == paid
        assert kept["refused"].to_pylist() == [False, False, False, False, True]


def test_one_claim_is_told_with_what_went_before_it(city: tuple[PolicyView, PolicyView, Path]) -> None:
    baseline, reform, path = city
    followed = follow_claim((baseline, reform), path, 22)
    assert isinstance(followed, FollowedClaim)
    assert (followed.row["person"], followed.row["claim"], followed.earlier) == (2, 22, 1)
    before, after = (side.outcome for side in followed.sides)
    assert isinstance(before, Outcome) and isinstance(after, Outcome)
    assert (before.fund_fen, after.fund_fen, after.cash_fen) == (300_00, 200_00, 400_00)
    capped = next(line for line in statement(after) if "限额 1,000.00 元" in line.text)
    assert "800.00" in capped.text
    assert "reform" in {cited.source for line in statement(after) for cited in line.citations}


def test_a_claim_that_is_not_there_is_refused(city: tuple[PolicyView, PolicyView, Path]) -> None:
    refused = follow_claim(city[:1], city[2], 99)
    assert isinstance(refused, Refusal) and refused.code == "CLAIM_UNKNOWN"


def test_without_a_reform_there_is_one_side_and_no_change(city: tuple[PolicyView, PolicyView, Path]) -> None:
    baseline, _, path = city
    found = compare((baseline,), replay_here((baseline,), path), None)
    assert isinstance(found, Comparison)
    assert found.sides == ("baseline",)
    assert found.changes.num_rows == found.affected.num_rows == 0
    assert [row["fund_baseline_fen"] for row in found.ages.to_pylist()] == [150_00, 800_00]


def test_a_file_without_claims_is_refused(city: tuple[PolicyView, PolicyView, Path], tmp_path: Path) -> None:
    pq.write_table(CLAIMS.slice(0, 0), tmp_path / "none.parquet")
    refused = compare(city[:1], replay_here(city[:1], tmp_path / "none.parquet"), None)
    assert isinstance(refused, Refusal) and refused.code == "CLAIMS_EMPTY"


def test_a_city_of_which_nothing_can_be_settled_is_compared_all_the_same(
    city: tuple[PolicyView, PolicyView, Path], tmp_path: Path
) -> None:
    pq.write_table(CLAIMS.slice(4), tmp_path / "resident.parquet")
    found = compare(city[:2], replay_here(city[:2], tmp_path / "resident.parquet"), None)
    assert isinstance(found, Comparison)
    assert (found.counts.settled, found.counts.people, found.ages.num_rows, found.affected.num_rows) == (0, 0, 0, 0)
