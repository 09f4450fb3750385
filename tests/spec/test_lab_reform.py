"""A reform changes exactly the figures that it names; each mistake in its file is told with its line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mingzhang.rules.policy import PolicyView, describe_facts, view_for
from mingzhang.rules.policy.loading import load_packs
from mingzhang.rules.policy.loading.reforms import ReformInvalid, read_reform
from mingzhang.rules.policy.reforming import reformed
from mingzhang.rules.policy.unknown import UnknownRule
from mingzhang.rules.policy.view import segment_on
from policy_tree import REGION, plant, topic

DAY = date(2025, 6, 1)
PACK = topic(
    "outpatient",
    """  rate:
    name: {zh: 支付比例, en: Rate}
    unit: percent
    applies: {scheme: employee}
    entries:
      - starts: 2025-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {when: {category: [in_service, flexible]}, value: "70"}
          - {when: {category: retired}, value: "80"}
    gaps: [{when: {category: retired_paying_on}, missing: 通知, who: 医保局}]
""",
    """  band_top1:
    name: {zh: 一段上限, en: First top}
    unit: yuan
    entries: [{starts: 2025-01-01, source: "doc#1", state: transcribed, value: "1,000"}]
""",
    """  band_top2:
    name: {zh: 二段上限, en: Second top}
    unit: yuan
    entries: [{starts: 2025-01-01, source: "doc#1", state: transcribed, value: "5,000"}]
""",
    """  pooled:
    name: {zh: 是否统筹, en: Pooled}
    unit: bool
    entries: [{starts: 2025-01-01, source: "doc#1", state: transcribed, value: true}]
""",
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> PolicyView:
    root = plant(tmp_path_factory.mktemp("packs"), {f"regions/{REGION}/outpatient.yaml": PACK})
    pack = load_packs(root).regions[REGION]
    return PolicyView(REGION, DAY, segment_on(pack.parameters, pack.plans, DAY))


def written(folder: Path, *lines: str) -> Path:
    """A reform's file."""
    path = folder / "reform.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rates(view: PolicyView) -> dict[str, int]:
    """The rate of each cell, by the words for whom it holds."""
    return {describe_facts(cell.when): cell.ruled.number for cell in view.cells("outpatient.rate")}


HEAD = ("name: 试算", "changes:")


def test_a_change_takes_its_part_out_of_a_wider_cell(view: PolicyView, tmp_path: Path) -> None:
    path = written(tmp_path, *HEAD, '  - {key: outpatient.rate, when: {category: in_service}, value: "75.5"}')
    reform = read_reform(path, view)
    changed = reformed(view, reform.overrides)
    assert changed.find("outpatient.rate", scheme="employee", category="in_service", age=40).value == 7550
    assert changed.find("outpatient.rate", scheme="employee", category="flexible", age=40).value == 7000
    assert changed.find("outpatient.rate", scheme="employee", category="retired", age=70).value == 8000
    assert changed.digest != view.digest
    assert changed.find("outpatient.rate", scheme="employee", category="flexible", age=40).citation.source == "doc"


def test_a_change_by_age_splits_every_cell_that_it_meets(view: PolicyView, tmp_path: Path) -> None:
    path = written(tmp_path, *HEAD, '  - {key: outpatient.rate, when: {age: {from: 60, below: 80}}, value: "90"}')
    changed = reformed(view, read_reform(path, view).overrides)
    asked = {
        (category, age): changed.find("outpatient.rate", scheme="employee", category=category, age=age).value
        for category in ("flexible", "retired")
        for age in (59, 60, 79, 80)
    }
    assert asked == {
        ("flexible", 59): 7000,
        ("flexible", 60): 9000,
        ("flexible", 79): 9000,
        ("flexible", 80): 7000,
        ("retired", 59): 8000,
        ("retired", 60): 9000,
        ("retired", 79): 9000,
        ("retired", 80): 8000,
    }
    with pytest.raises(UnknownRule) as unknown:
        changed.find("outpatient.rate", scheme="employee", category="retired")
    assert unknown.value.why == "fact_missing"


def test_a_change_may_fill_a_listed_gap_and_is_assumed(view: PolicyView, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "name: 试算",
        "starts: 2025-05-01",
        "changes:",
        '  - {key: outpatient.rate, when: {category: retired_paying_on}, value: "60", note: 只作假设}',
    )
    with pytest.raises(UnknownRule):
        view.find("outpatient.rate", scheme="employee", category="retired_paying_on")
    cited = (
        reformed(view, read_reform(path, view).overrides)
        .find("outpatient.rate", scheme="employee", category="retired_paying_on")
        .citation
    )
    assert (cited.source, cited.state, cited.starts, cited.note) == ("reform", "assumed", "2025-05-01", "只作假设")
    assert "reform.yaml" in cited.document
    assert cited.article == "第 4 行"


def test_a_change_without_facts_holds_for_everybody(view: PolicyView, tmp_path: Path) -> None:
    path = written(tmp_path, *HEAD, '  - {key: outpatient.rate, value: "50"}')
    changed = reformed(view, read_reform(path, view).overrides)
    assert {cell.ruled.number for cell in changed.cells("outpatient.rate")} == {5000}
    assert changed.find("outpatient.rate", scheme="employee", category="retired_paying_on").value == 5000


def test_the_view_itself_stays_as_it_was(view: PolicyView, tmp_path: Path) -> None:
    before = rates(view)
    read_reform(written(tmp_path, *HEAD, '  - {key: outpatient.rate, value: "50"}'), view)
    assert rates(view) == before


RATE = "  - {key: outpatient.rate, "
MISTAKES = [
    ("empty", ("",), 1, "-", "EMPTY"),
    ("not yaml", ("name: [",), 2, "-", "YAML_UNREADABLE"),
    ("no changes", ("name: 试算", "changes: []"), 2, "changes", "SHAPE"),
    ("no name", ("changes:", f'{RATE}value: "50"}}'), 1, "-", "SHAPE"),
    ("value not quoted", (*HEAD, f"{RATE}value: 50}}"), 3, "changes.0.value", "SHAPE"),
    ("key unknown", (*HEAD, '  - {key: outpatient.rat, value: "50"}'), 3, "changes.0.key", "KEY_UNKNOWN"),
    ("fact unknown", (*HEAD, f'{RATE}when: {{kategory: retired}}, value: "50"}}'), 3, "changes.0.when", "SHAPE"),
    (
        "word unknown",
        (*HEAD, f'{RATE}when: {{category: [retired, retierd]}}, value: "50"}}'),
        3,
        "changes.0.when.category",
        "FACT_UNKNOWN",
    ),
    (
        "span empty",
        (*HEAD, f'{RATE}when: {{age: {{from: 9, below: 9}}}}, value: "5"}}'),
        3,
        "changes.0.when.age",
        "SPAN_EMPTY",
    ),
    ("rate above whole", (*HEAD, f'{RATE}value: "100.01"}}'), 3, "changes.0.value", "FIGURE_UNREADABLE"),
    ("percent sign", (*HEAD, f'{RATE}value: "50%"}}'), 3, "changes.0.value", "FIGURE_UNREADABLE"),
    ("truth for a rate", (*HEAD, f"{RATE}value: true}}"), 3, "changes.0.value", "FIGURE_UNREADABLE"),
    (
        "rate for a truth",
        (*HEAD, '  - {key: outpatient.pooled, value: "50"}'),
        3,
        "changes.0.value",
        "FIGURE_UNREADABLE",
    ),
    ("other unit", (*HEAD, f'{RATE}unit: yuan, value: "50"}}'), 3, "changes.0.unit", "UNIT_WRONG"),
    (
        "matches nobody",
        (*HEAD, f'{RATE}when: {{scheme: resident}}, value: "50"}}'),
        3,
        "changes.0.when",
        "MATCHES_NOTHING",
    ),
    (
        "two for the same",
        (*HEAD, f'{RATE}value: "50"}}', "  - key: outpatient.rate", '    when: {category: retired}\n    value: "60"'),
        4,
        "changes.1",
        "CHANGES_OVERLAP",
    ),
    (
        "bands upside down",
        (*HEAD, '  - {key: outpatient.band_top1, value: "5,000"}'),
        3,
        "changes.0.value",
        "BANDS_OVERLAP",
    ),
    (
        "starts later",
        ("name: 试算", "starts: 2025-06-02", *HEAD[1:], f'{RATE}value: "5"}}'),
        2,
        "starts",
        "STARTS_LATER",
    ),
    ("no day", ("name: 试算", "starts: 2025-02-30", *HEAD[1:], f'{RATE}value: "5"}}'), 2, "starts", "DAY_UNREADABLE"),
]


@pytest.mark.parametrize(("lines", "line", "key", "code"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_key(
    view: PolicyView, tmp_path: Path, lines: tuple[str, ...], line: int, key: str, code: str
) -> None:
    with pytest.raises(ReformInvalid) as refused:
        read_reform(written(tmp_path, *lines), view)
    assert [(p.file, p.line, p.key, p.code) for p in refused.value.problems] == [("reform.yaml", line, key, code)]


def test_all_mistakes_are_told_at_once(view: PolicyView, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        *HEAD,
        '  - {key: outpatient.rat, value: "50"}',
        f'{RATE}value: "101"}}',
        f'{RATE}when: {{scheme: resident}}, value: "50"}}',
    )
    with pytest.raises(ReformInvalid) as refused:
        read_reform(path, view)
    assert [(p.line, p.code) for p in refused.value.problems] == [
        (3, "KEY_UNKNOWN"),
        (4, "FIGURE_UNREADABLE"),
        (5, "MATCHES_NOTHING"),
    ]
    assert "reform.yaml:4: changes.1.value:" in str(refused.value)


@pytest.mark.parametrize("content", [b"name: \xff\xfe", b"name: \x00"], ids=["not utf-8", "control characters"])
def test_a_file_that_is_no_text_is_refused(view: PolicyView, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reform.yaml"
    path.write_bytes(content)
    with pytest.raises(ReformInvalid) as refused:
        read_reform(path, view)
    assert [p.code for p in refused.value.problems] == ["FILE_UNREADABLE"]


def test_a_file_that_is_not_there_is_refused(view: PolicyView, tmp_path: Path) -> None:
    with pytest.raises(ReformInvalid) as refused:
        read_reform(tmp_path / "none.yaml", view)
    assert [p.code for p in refused.value.problems] == ["FILE_UNREADABLE"]


def test_the_manuals_example_is_a_reform(tmp_path: Path) -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "replaying.md").read_text(encoding="utf-8")
    example = manual.partition("```yaml\n")[2].partition("```")[0]
    reform = read_reform(written(tmp_path, example), view_for("440100", date(2025, 6, 1)))
    assert [override.key for override in reform.overrides] == ["outpatient.rate", "inpatient.deductible"]
