"""The report of a replay opens from the disk, loads nothing, and reads well in light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from typer import Typer
from typer.testing import CliRunner

from mingzhang.site.commands import claims, replay

pytestmark = pytest.mark.browser

REFORM = """name: 社区门诊提高，三级降低
changes:
  - {key: outpatient.rate, when: {scheme: employee, place: community}, value: "90"}
  - {key: outpatient.rate, when: {scheme: employee, place: other}, value: "60"}
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with winners and losers."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "reform.yaml").write_text(REFORM, encoding="utf-8")
    app = Typer()
    claims.register(app)
    replay.register(app)
    city = str(folder / "city.parquet")
    for words in (
        ["claims", "--region", "440100", "--people", "500", "--out", city],
        ["replay", city, "--rules", "440100@2025-06-01", "--reform", str(folder / "reform.yaml"), "--out", str(folder)],
    ):
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
    return folder / "report.html"


def opened(chromium: Browser, report: Path, asked: list[str], **options: object) -> Page:
    page = chromium.new_context(locale="zh-CN", **options).new_page()  # type: ignore[arg-type]
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_else_is_loaded(chromium: Browser, report: Path, scheme: str) -> None:
    asked: list[str] = []
    page = opened(chromium, report, asked, color_scheme=scheme)
    result = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in result.response["violations"]] == []
    assert asked == [report.as_uri()]
    page.context.close()


def test_nothing_runs_out_of_a_narrow_screen(chromium: Browser, report: Path) -> None:
    page = opened(chromium, report, [], viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.context.close()


def test_under_every_chart_stands_a_table_with_its_figures(chromium: Browser, report: Path) -> None:
    page = opened(chromium, report, [])
    for figure in page.locator("figure").all():
        bars = figure.locator("svg.chart rect").count()
        rows = figure.locator("xpath=following-sibling::div[1]//tbody/tr").count()
        assert bars > 0 and rows > 0 and bars % rows == 0
    page.context.close()
