"""Each figure of the seed articles went somewhere: the list is whole, and what it says of the packs is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.rules.policy import PacksInvalid, packs
from mingzhang.rules.policy.loading import SeedPlace, load_packs
from policy_tree import REGION, entry, parameter, plant, topic

FILE = f"regions/{REGION}/outpatient.yaml"
BODY = f"""    entries:
{entry("2023-01-01", "80", ', also: ["seed-1#N3"]')}      - starts: 2024-01-01
        source: "doc#1"
        state: transcribed
        conflict: {{candidates: [甲, 乙], chosen: 甲, why: 较新}}
        value: "85"
"""
FILES = {
    "sources/seed-1.yaml": "title: 文章\nissuer: 科普\nkind: article\ntrust: medium\n",
    "national/outpatient.yaml": topic("outpatient", parameter("rate", BODY)),
    FILE: topic("outpatient", "  rate: {inherit: national/outpatient.rate}\n"),
}


def planted(root: Path, *lines: str) -> Path:
    """The tree with a list of figures in which each line is one item."""
    items = "".join(f"  - {line}\n" for line in lines)
    return plant(root, {**FILES, "seed-figures.yaml": f"figures:\n{items}contradictions: []\n"})


def test_every_figure_and_contradiction_is_listed_once_and_in_order() -> None:
    listed = [figure.id for figure in packs().seeds]
    assert listed == [f"N{number}" for number in range(1, 100)] + [f"X{number}" for number in range(1, 39)]


def test_a_place_comes_with_the_days_of_the_entries_meant(tmp_path: Path) -> None:
    at = f'at: [{{region: "{REGION}", key: outpatient.rate}}]'
    figures = (f"{{id: N1, says: 比例, went: entry, {at}}}", f"{{id: N2, says: 比例, went: conflict, {at}}}")
    found = load_packs(planted(tmp_path, *figures, "{id: N3, says: 人次, went: note, why: 不是规则}")).seeds
    assert [figure.at for figure in found] == [
        (SeedPlace(REGION, "outpatient.rate", ("2023-01-01",)),),
        (SeedPlace(REGION, "outpatient.rate", ("2024-01-01",)),),
        (),
    ]


@pytest.mark.parametrize(
    ("line", "key", "code"),
    [
        ("{id: N1, says: 比例, went: note}", "figures.0", "SHAPE"),
        ("{id: N1, says: 比例, went: entry}", "figures.0", "SHAPE"),
        ("{id: M1, says: 比例, went: note, why: 无}", "figures.0.id", "SHAPE"),
        (
            "{id: N1, says: 比例, went: entry, at: [{region: national, key: outpatient.cap}]}",
            "figures.0.at.0",
            "SEED_PLACE",
        ),
        (
            '{id: N1, says: 比例, went: entry, at: [{region: "999990", key: outpatient.rate}]}',
            "figures.0.at.0",
            "SEED_PLACE",
        ),
    ],
)
def test_a_mistake_in_the_list_is_reported(tmp_path: Path, line: str, key: str, code: str) -> None:
    with pytest.raises(PacksInvalid) as refused:
        load_packs(planted(tmp_path, line))
    assert {(one.file, one.line, one.key, one.code) for one in refused.value.problems} == {
        ("seed-figures.yaml", 2, key, code)
    }


def test_a_figure_listed_twice_is_reported(tmp_path: Path) -> None:
    with pytest.raises(PacksInvalid, match="SEED_TWICE"):
        load_packs(planted(tmp_path, *["{id: N1, says: 人次, went: note, why: 不是规则}"] * 2))


@pytest.mark.parametrize("went", ["entry", "conflict"])
def test_an_entry_that_says_nothing_of_it_is_reported(tmp_path: Path, went: str) -> None:
    root = planted(tmp_path, f"{{id: N1, says: 比例, went: {went}, at: [{{region: national, key: outpatient.rate}}]}}")
    plain = topic("outpatient", parameter("rate", f"    entries:\n{entry('2023-01-01', '80')}"))
    (root / "national/outpatient.yaml").write_text(plain, encoding="utf-8")
    with pytest.raises(PacksInvalid, match="SEED_NOT_THERE"):
        load_packs(root)
