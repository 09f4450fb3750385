"""`mingzhang import-catalogue` writes a whole file or tells every fault and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from mingzhang.books.database import connect
from mingzhang.site.commands import import_catalogue

HEADER = "id,section,class,category_code,name,dosage_form,remark"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    app = typer.Typer()
    import_catalogue.register(app)
    monkeypatch.setattr("mingzhang.site.opening.bring_tables_up_to_date", lambda: None)  # the fixture has done it
    return app


def run(command: typer.Typer, path: Path, *lines: str, options: tuple[str, ...] = ()) -> Result:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return CliRunner().invoke(command, ["drugs", str(path), *options])


DAY = ("--region", "440100", "--starts", "2025-01-01", "--class-b-share", "8")


@pytest.mark.usefixtures("fresh_database")
def test_a_sound_file_is_written(command: typer.Typer, tmp_path: Path) -> None:
    result = run(command, tmp_path / "d.csv", HEADER, "1,西药部分,乙,XA01,某药,,", options=DAY)
    assert result.exit_code == 0, result.output
    assert "写入 1 条" in result.output
    with connect() as own:
        rows = own.execute("select code, first_share_bp, lower(holds)::text from catalogs_item").fetchall()
    assert rows == [("XA01-1", 800, "2025-01-01")]


@pytest.mark.usefixtures("fresh_database")
def test_faults_are_told_by_row_and_end_with_one(command: typer.Typer, tmp_path: Path) -> None:
    result = run(command, tmp_path / "d.csv", HEADER, "1,西药部分,甲,XA,好药,,", "2,西药部分,丙,XA,坏药,,", options=DAY)
    assert result.exit_code == 1
    assert "第 3 行 class" in result.output
    with connect() as own:
        assert own.execute("select count(*) from catalogs_item").fetchone() == (0,)


@pytest.mark.usefixtures("fresh_database")
def test_a_drug_catalogue_needs_to_know_where_and_from_when(command: typer.Typer, tmp_path: Path) -> None:
    assert run(command, tmp_path / "d.csv", HEADER).exit_code == 2
