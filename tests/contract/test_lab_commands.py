"""`mingzhang claims` and `mingzhang replay` as an analyst meets them: what they write, what they refuse in words."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from mingzhang.answers.lab.claims import writing
from mingzhang.site.commands import claims, replay

RULES = ("--rules", "440100@2025-06-01")
REFORM = """name: 社区门诊提高
changes:
  - {key: outpatient.rate, when: {category: in_service, place: community}, value: "85"}
"""
TABLES = ("payers", "levels", "ages", "categories", "deciles", "changes", "affected", "refused", "baseline", "reform")


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    app = typer.Typer()
    claims.register(app)
    replay.register(app)
    return app


@pytest.fixture(scope="module")
def city(app: typer.Typer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "claims.parquet"
    result = run(app, "claims", "--region", "440100", "--people", "300", "--seed", "5", "--out", str(path))
    assert result.exit_code == 0, result.output
    return path


def run(app: typer.Typer, *words: str) -> Result:
    return CliRunner().invoke(app, list(words))


class Page(HTMLParser):
    """Counts elements, and notes those left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.open: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_claims_are_written_and_counted(app: typer.Typer, city: Path) -> None:
    rows = pq.ParquetFile(city).metadata.num_rows
    again = run(app, "claims", "--region", "440100", "--people", "300", "--seed", "5", "--out", str(city))
    assert f"{rows:,} 笔" in again.output
    assert "account.exists" in again.output  # what the rules leave unknown is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--region", "999998"), "没有 999998 的政策包"),
        (("--region", "440100", "--year", "1990"), "只能生成 2019 至 2030"),
    ],
)
def test_claims_that_cannot_be_drawn_are_refused(
    app: typer.Typer, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    result = run(app, "claims", *words, "--out", str(tmp_path / "none.parquet"))
    assert result.exit_code == 2
    assert told in result.output
    assert not (tmp_path / "none.parquet").exists()


def test_a_reform_is_replayed_beside_the_rules(app: typer.Typer, city: Path, tmp_path: Path) -> None:
    (tmp_path / "reform.yaml").write_text(REFORM, encoding="utf-8")
    out = tmp_path / "out"
    result = run(app, "replay", str(city), *RULES, "--reform", str(tmp_path / "reform.yaml"), "--out", str(out))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [f"{name}.parquet" for name in TABLES] + ["report.html"]
    )
    assert pq.read_metadata(out / "reform.parquet").num_rows == pq.read_metadata(city).num_rows
    text = (out / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert page.counts.get("script", 0) == 0 and page.links == []
    assert page.counts["figure"] == 7
    assert page.counts["table"] >= page.counts["figure"]
    for told in (
        "社区门诊提高",
        "职工，在职，基层",
        "80%",
        "85%",
        "期末结余",
        "变化最大的一百人",
    ):
        assert told in text


def test_balances_give_the_year_end(app: typer.Typer, city: Path, tmp_path: Path) -> None:
    (tmp_path / "funds.yaml").write_text('employee_pooled: {opening: "1,000,000", income: "0"}\n', encoding="utf-8")
    out = tmp_path / "out"
    result = run(app, "replay", str(city), *RULES, "--balances", str(tmp_path / "funds.yaml"), "--out", str(out))
    assert result.exit_code == 0, result.output
    paid = pq.read_table(out / "baseline.parquet")["fund_employee_pooled_fen"]
    left = 1_000_000_00 - sum(paid.to_pylist())
    assert f"{left // 100:,}.{left % 100:02d}" in (out / "report.html").read_text(encoding="utf-8")


def test_one_claim_is_told_on_both_sides(app: typer.Typer, city: Path, tmp_path: Path) -> None:
    (tmp_path / "reform.yaml").write_text(REFORM, encoding="utf-8")
    result = run(app, "replay", str(city), *RULES, "--reform", str(tmp_path / "reform.yaml"), "--claim", "3")
    assert result.exit_code == 0, result.output
    assert result.output.count("总费用") == 2
    assert "现行规则" in result.output and "假设方案" in result.output


@pytest.mark.parametrize("written", ["440100", "440100@2025-13-01", "44010@2025-01-01", "440100@tomorrow"])
def test_rules_that_cannot_be_read_are_refused(app: typer.Typer, city: Path, written: str) -> None:
    result = run(app, "replay", str(city), "--rules", written)
    assert result.exit_code == 2
    assert f"看不懂规则“{written}”" in result.output


def test_files_that_are_not_claims_are_refused(app: typer.Typer, tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("no claims", encoding="utf-8")
    pq.write_table(pa.table({"claim": [1]}), tmp_path / "bare.parquet")
    for name, told in (("none", "找不到费用文件"), ("text", "不是 Parquet 文件"), ("bare", "费用表缺少列 person")):
        result = run(app, "replay", str(tmp_path / f"{name}.parquet"), *RULES)
        assert result.exit_code == 2
        assert told in result.output


def test_mistakes_in_an_analysts_files_are_told_with_their_lines(app: typer.Typer, city: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text('name: 试算\nchanges:\n  - {key: outpatient.rat, value: "1"}\n', encoding="utf-8")
    reform = run(app, "replay", str(city), *RULES, "--reform", str(bad))
    assert (reform.exit_code, "bad.yaml:3: changes.0.key:" in reform.output) == (2, True)
    bad.write_text(
        'employee_pooled: {opening: "x", income: "1"}\nnobody: {opening: "1", income: "1"}\n', encoding="utf-8"
    )
    funds = run(app, "replay", str(city), *RULES, "--balances", str(bad))
    assert funds.exit_code == 2
    assert "bad.yaml:1: employee_pooled.opening:" in funds.output and "bad.yaml:2: nobody:" in funds.output


@pytest.mark.parametrize("command", ["claims", "replay"])
def test_a_place_that_cannot_be_written_is_refused(app: typer.Typer, city: Path, tmp_path: Path, command: str) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    given = {
        "claims": ("--region", "440100", "--people", "5", "--out", str(file / "city.parquet")),
        "replay": (str(city), *RULES, "--out", str(file / "results")),
    }
    result = run(app, command, *given[command])
    assert result.exit_code == 2
    assert "写不进去" in result.output
    assert file.read_text(encoding="utf-8") == "not a folder"


@pytest.mark.parametrize("name", ["kept", "new"])
def test_an_interrupted_drawing_leaves_nothing(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "kept.parquet").write_bytes(b"an earlier city")
    monkeypatch.setattr(writing, "LOT", 10)
    first_only = iter([writing._lot])

    def interrupted(*given: Any) -> pa.Table:
        lot = next(first_only, None)
        if lot is None:
            raise KeyboardInterrupt
        return lot(*given)

    monkeypatch.setattr(writing, "_lot", interrupted)
    result = run(app, "claims", "--region", "440100", "--people", "20", "--out", str(tmp_path / f"{name}.parquet"))
    assert result.exit_code != 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept.parquet"]
    assert (tmp_path / "kept.parquet").read_bytes() == b"an earlier city"


def test_a_refused_replay_leaves_no_folder_and_keeps_earlier_results(
    app: typer.Typer, city: Path, tmp_path: Path
) -> None:
    claims = pq.read_table(city)
    unsorted = tmp_path / "unsorted.parquet"
    half = claims.num_rows // 2
    with pq.ParquetWriter(unsorted, claims.schema) as writer:
        writer.write_table(claims.slice(0, half))
        writer.write_table(claims.slice(0, half))
    old = tmp_path / "old"
    assert run(app, "replay", str(city), *RULES, "--out", str(old)).exit_code == 0
    before = {path.name: path.read_bytes() for path in old.iterdir()}
    for out in (old, tmp_path / "new"):
        assert run(app, "replay", str(unsorted), *RULES, "--out", str(out)).exit_code == 2
    assert not (tmp_path / "new").exists()
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before


def test_results_of_two_runs_are_not_mixed(app: typer.Typer, city: Path, tmp_path: Path) -> None:
    (tmp_path / "reform.yaml").write_text(REFORM, encoding="utf-8")
    out = tmp_path / "out"
    (out / "mine").mkdir(parents=True)
    both = run(app, "replay", str(city), *RULES, "--reform", str(tmp_path / "reform.yaml"), "--out", str(out))
    assert both.exit_code == 0
    assert (out / "reform.parquet").exists() and (out / "affected.parquet").exists()
    assert run(app, "replay", str(city), *RULES, "--out", str(out)).exit_code == 0
    assert not (out / "reform.parquet").exists() and not (out / "affected.parquet").exists()
    assert (out / "mine").is_dir()


def test_numbers_and_files_that_cannot_be_are_refused(app: typer.Typer, city: Path, tmp_path: Path) -> None:
    assert run(app, "replay", str(city), *RULES, "--claim", "9" * 20).exit_code == 2
    for words in ((str(tmp_path),), (str(city), "--reform", str(tmp_path)), (str(city), "--balances", str(tmp_path))):
        result = run(app, "replay", *words, *RULES)
        assert result.exit_code == 2
        assert "Invalid value" in result.output and "directory" in result.output
