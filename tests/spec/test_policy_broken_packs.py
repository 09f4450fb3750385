"""Each mistake that a pack can hold is reported once, at its line, with its key and words; none slips through."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.rules.policy import PackProblem, PacksInvalid
from mingzhang.rules.policy.loading import PackTree, load_packs
from policy_tree import NAMED, REGION, entry, parameter, plant, topic

BROKEN = Path(__file__).parent / "packs_broken"
RATE = "parameters.rate"
FIRST = f"{RATE}.entries.0"
MISTAKES = [
    ("yaml_unreadable", 7, "-", "YAML_UNREADABLE"),
    ("key_twice", 6, f"{RATE}.unit", "KEY_TWICE"),
    ("figure_unquoted", 7, f"{FIRST}.value", "SHAPE"),
    ("unit_unknown", 5, f"{RATE}.unit", "SHAPE"),
    ("source_missing", 7, FIRST, "SHAPE"),
    ("state_unknown", 7, f"{FIRST}.state", "SHAPE"),
    ("entry_says_nothing", 7, FIRST, "SHAPE"),
    ("ending_with_value", 8, f"{RATE}.entries.1", "SHAPE"),
    ("fact_name_unknown", 10, f"{FIRST}.values.0.when", "SHAPE"),
    ("topic_name_differs", 1, "topic", "TOPIC_NAME"),
    ("inherit_unknown", 3, f"{RATE}.inherit", "INHERIT_UNKNOWN"),
    ("fact_twice", 12, f"{FIRST}.values.0.when.scheme", "FACT_TWICE"),
    ("rate_above_whole", 7, f"{FIRST}.value", "FIGURE_UNREADABLE"),
    ("fraction_of_a_fen", 7, f"{FIRST}.value", "FIGURE_UNREADABLE"),
    ("month_out_of_range", 7, f"{FIRST}.value", "FIGURE_UNREADABLE"),
    ("truth_for_a_rate", 7, f"{FIRST}.value", "FIGURE_UNREADABLE"),
    ("state_too_high", 7, f"{FIRST}.state", "STATE_TOO_HIGH"),
    ("source_unknown", 7, f"{FIRST}.source", "SOURCE_UNKNOWN"),
    ("other_source_unknown", 7, f"{FIRST}.also.0", "SOURCE_UNKNOWN"),
    ("day_not_in_calendar", 7, f"{FIRST}.starts", "DAY_UNREADABLE"),
    ("ends_before_it_starts", 7, FIRST, "ENDS_BEFORE_START"),
    ("gap_ends_before_it_starts", 9, f"{RATE}.gaps.0.until", "ENDS_BEFORE_START"),
    ("fact_unknown", 11, f"{FIRST}.values.0.when.category", "FACT_UNKNOWN"),
    ("scheme_misspelt", 6, f"{RATE}.applies.scheme", "FACT_UNKNOWN"),
    ("span_empty", 11, f"{FIRST}.values.0.when.age", "SPAN_EMPTY"),
    ("starts_twice", 8, f"{RATE}.entries.1", "STARTS_TWICE"),
    ("ends_twice", 9, f"{RATE}.entries.2", "ENDS_TWICE"),
    ("cells_overlap", 3, RATE, "CELLS_OVERLAP"),
    ("scopes_overlap", 3, RATE, "SCOPES_MEET"),
    ("gap_has_value", 3, RATE, "GAP_HAS_VALUE"),
    ("bands_overlap", 8, "parameters.band_top2", "BANDS_OVERLAP"),
    ("bands_leave_hole", 3, RATE, "SPANS_LEAVE_HOLE"),
    ("ages_leave_hole", 3, RATE, "SPANS_LEAVE_HOLE"),
    ("stays_leave_hole", 3, "parameters.deductible", "SPANS_LEAVE_HOLE"),
    ("cap_below_deductible", 8, "parameters.cap", "CAP_BELOW_DEDUCTIBLE"),
    ("published_later", 7, f"{FIRST}.starts", "BEFORE_PUBLICATION"),
    ("reaching_back_without_note", 7, FIRST, "SHAPE"),
]
PLANS = f"regions/{REGION}/plans.yaml"
LAYER = "plans.0.layers.0"
TREES = [
    ("key_undeclared", PLANS, 6, f"{LAYER}.deductible.amount", "KEY_UNDECLARED"),
    ("plan_twice", PLANS, 3, "plans.1.name", "PLAN_TWICE"),
    ("band_unruled", PLANS, 9, f"{LAYER}.bands.2.rate", "BAND_UNRULED"),
    ("unit_differs", f"regions/{REGION}/outpatient.yaml", 5, f"{RATE}.unit", "UNIT_DIFFERS"),
]


def problems_of(root: Path) -> tuple[PackProblem, ...]:
    """What the loader says about a tree that it must refuse."""
    with pytest.raises(PacksInvalid) as refused:
        load_packs(root)
    return refused.value.problems


@pytest.mark.parametrize(("name", "line", "key", "code"), MISTAKES, ids=str)
def test_a_mistake_is_reported_at_its_place(tmp_path: Path, name: str, line: int, key: str, code: str) -> None:
    file = f"regions/{REGION}/outpatient.yaml"
    root = plant(tmp_path, {file: (BROKEN / f"{name}.yaml").read_text(encoding="utf-8")})
    problems = problems_of(root)
    assert [(problem.file, problem.line, problem.key, problem.code) for problem in problems] == [
        (file, line, key, code)
    ]
    assert str(problems[0]).startswith(f"{file}:{line}: {key}: ")
    assert len(problems[0].words) > 8


@pytest.mark.parametrize(("name", "file", "line", "key", "code"), TREES, ids=str)
def test_a_mistake_between_files_is_reported_at_its_place(
    tmp_path: Path, name: str, file: str, line: int, key: str, code: str
) -> None:
    """These trees hold several files: what is wrong is that they do not fit together."""
    planted = {
        str(path.relative_to(BROKEN / name)): path.read_text(encoding="utf-8")
        for path in (BROKEN / name).rglob("*.yaml")
    }
    problems = problems_of(plant(tmp_path, planted))
    assert [(problem.file, problem.line, problem.key, problem.code) for problem in problems] == [
        (file, line, key, code)
    ]


def test_a_figure_may_reach_back_when_the_entry_says_so(tmp_path: Path) -> None:
    late = entry("2024-01-01", "80", ", retroactive: true, note: 管全年").replace("doc#1", "late#1")
    same_month = entry("2024-05-01", "80").replace("doc#1", "late#1")
    for body in (late, same_month):
        text = topic("outpatient", parameter("rate", f"    entries:\n{body}"))
        assert load_packs(plant(tmp_path, {f"regions/{REGION}/outpatient.yaml": text})).regions


@pytest.mark.parametrize(
    ("dated", "starts", "sound"),
    [
        ("date: '2024-05-06'", "2024-05-05", False),
        ("date: '2024-05-06'", "2024-05-06", True),
        ("date: '2024'", "2024-01-01", True),
        ("document: 试医保〔2024〕3号", "2023-12-31", False),
        ("document: 试医保〔2024〕3号", "2024-01-01", True),
        ("note: 日期未见", "1990-01-01", True),
    ],
)
def test_a_document_came_out_on_the_first_day_that_its_date_or_number_allows(
    tmp_path: Path, dated: str, starts: str, sound: bool
) -> None:
    body = entry(starts, "80").replace("doc#1", "late#1")
    files = {
        "sources/late.yaml": f"title: 通知\nissuer: 医保局\nkind: notice\ntrust: high\n{dated}\n",
        f"regions/{REGION}/outpatient.yaml": topic("outpatient", parameter("rate", f"    entries:\n{body}")),
    }
    root = plant(tmp_path, files)
    if sound:
        assert load_packs(root).regions
    else:
        assert [problem.code for problem in problems_of(root)] == ["BEFORE_PUBLICATION"]


def test_a_mistake_in_one_region_leaves_the_others_standing(tmp_path: Path) -> None:
    sound = topic("outpatient", parameter("rate", f"    entries:\n{entry('2023-01-01', '80')}"))
    broken = sound.replace("doc#1", "nowhere#1")
    other = {
        f"regions/{place}/{name}": text
        for place, name, text in (
            (REGION, "outpatient.yaml", sound),
            ("999998", "region.yaml", NAMED.replace(REGION, "999998")),
            ("999998", "outpatient.yaml", broken),
        )
    }
    tree = PackTree(plant(tmp_path, other))
    pack = tree.region(REGION)
    assert pack is not None
    assert list(pack.parameters) == ["outpatient.rate"]
    assert tree.region("999997") is None
    with pytest.raises(PacksInvalid, match="SOURCE_UNKNOWN"):
        tree.region("999998")
    with pytest.raises(PacksInvalid, match="SOURCE_UNKNOWN"):
        _ = tree.whole


def test_every_broken_file_is_in_the_table() -> None:
    assert {path.name for path in BROKEN.iterdir() if path.is_dir()} == {name for name, *_ in TREES}
    assert {path.stem for path in BROKEN.glob("*.yaml")} == {name for name, *_ in MISTAKES} | {"sound"}


def test_the_pack_without_a_mistake_loads(tmp_path: Path) -> None:
    sound = (BROKEN / "sound.yaml").read_text(encoding="utf-8")
    packs = load_packs(plant(tmp_path, {f"regions/{REGION}/outpatient.yaml": sound}))
    assert list(packs.regions[REGION].parameters) == ["outpatient.rate"]


PLAN = "plans:\n  - name: p\n    account: {own: {}, family: {}}\n"
OTHER_FILES = [
    ("sources/bad.yaml", "title: x\n", "-", "SHAPE"),
    ("sources/bad.yaml", "title: x\ntitle: y\n", "title", "KEY_TWICE"),
    (f"regions/{REGION}/region.yaml", NAMED.replace('"999999"', '"999998"'), "code", "REGION_CODE"),
    (f"regions/{REGION}/region.yaml", NAMED.replace("01-01", "13-01"), "covers_from", "DAY_UNREADABLE"),
    (f"regions/{REGION}/region.yaml", 'code: "999999"\n', "-", "SHAPE"),
    (f"regions/{REGION}/plans.yaml", "plans: []\n", "plans", "SHAPE"),
    (f"regions/{REGION}/plans.yaml", PLAN + "    starts: 2023-02-30\n", "plans.0.starts", "DAY_UNREADABLE"),
    (
        f"regions/{REGION}/plans.yaml",
        PLAN + "    starts: 2023-02-01\n    until: 2023-01-01\n",
        "plans.0.until",
        "ENDS_BEFORE_START",
    ),
]


@pytest.mark.parametrize(("file", "text", "key", "code"), OTHER_FILES)
def test_mistakes_outside_topics_are_reported_too(tmp_path: Path, file: str, text: str, key: str, code: str) -> None:
    problems = problems_of(plant(tmp_path, {file: text}))
    assert {(problem.file, problem.key, problem.code) for problem in problems} == {(file, key, code)}


def test_a_region_without_a_name_is_reported(tmp_path: Path) -> None:
    root = plant(tmp_path, {})
    (root / "regions" / "999998").mkdir()
    assert [(problem.file, problem.code) for problem in problems_of(root)] == [
        ("regions/999998/region.yaml", "REGION_UNNAMED")
    ]


def test_an_empty_file_is_reported(tmp_path: Path) -> None:
    problems = problems_of(plant(tmp_path, {f"regions/{REGION}/outpatient.yaml": ""}))
    assert [problem.code for problem in problems] == ["SHAPE"]


def test_a_blank_where_a_figure_belongs_is_reported(tmp_path: Path) -> None:
    blank = entry("2023-01-01", "80").replace('"80"', "null")
    files = {f"regions/{REGION}/outpatient.yaml": topic("outpatient", parameter("rate", f"    entries:\n{blank}"))}
    assert [(one.key, one.code) for one in problems_of(plant(tmp_path, files))] == [(f"{FIRST}.value", "SHAPE")]


def test_a_mistake_in_what_was_left_out_is_reported_where_it_belongs(tmp_path: Path) -> None:
    """A cell with a weak source of its own takes the entry's state, which is then too high."""
    body = """    entries:
      - starts: 2023-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {value: "80", source: "page#1"}
"""
    files = {f"regions/{REGION}/outpatient.yaml": topic("outpatient", parameter("rate", body))}
    found = [(one.line, one.key, one.code) for one in problems_of(plant(tmp_path, files))]
    assert found == [(11, f"{FIRST}.values.0.state", "STATE_TOO_HIGH")]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    bad_source = entry("2023-01-01", "80").replace("doc#", "nowhere#")
    bad_figure = entry("2024-01-01", "180")
    body = topic("inpatient", parameter("rate", f"    entries:\n{bad_source}{bad_figure}"))
    root = plant(tmp_path, {"sources/bad.yaml": "title: x\n", f"regions/{REGION}/inpatient.yaml": body})
    found = [(problem.file, problem.line, problem.code) for problem in problems_of(root)]
    assert found == [
        (f"regions/{REGION}/inpatient.yaml", 7, "SOURCE_UNKNOWN"),
        (f"regions/{REGION}/inpatient.yaml", 8, "FIGURE_UNREADABLE"),
        *[("sources/bad.yaml", 1, "SHAPE")] * 3,
    ]


@pytest.mark.parametrize("source", ["page#1", "guess#1"])
def test_low_trust_and_general_knowledge_carry_assumed_figures_only(tmp_path: Path, source: str) -> None:
    transcribed = entry("2023-01-01", "80").replace("doc#1", source)
    file = f"regions/{REGION}/outpatient.yaml"
    root = plant(tmp_path, {file: topic("outpatient", parameter("rate", f"    entries:\n{transcribed}"))})
    assert [problem.code for problem in problems_of(root)] == ["STATE_TOO_HIGH"]
    (root / file).write_text((root / file).read_text().replace("transcribed", "assumed"))
    assert load_packs(root).regions[REGION].parameters["outpatient.rate"].unit == "percent"
