"""The command that tells what a gap in cover costs, from the packs: the bureau's own example, and what is not known."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from mingzhang.site.cli import build_app

RUN = CliRunner()


def told(*asked: str) -> dict[str, dict[str, str]]:
    """The lines by the first word that tells them apart."""
    shown = RUN.invoke(build_app(None), ["cover", *asked, "--json"])
    assert shown.exit_code == 0, shown.output
    lines = json.loads(shown.output)
    return {line["question"].rpartition(" ")[2]: line for line in lines}


def test_two_missed_years_cost_four_months_as_the_bureau_reckons() -> None:
    shown = RUN.invoke(build_app(None), ["cover", "370200", "2027-01-01", "--missed", "2"])
    assert "4 个月 months，2027-05-01 起享受" in shown.output


def test_late_residents_pay_both_parts() -> None:
    lines = told("440100", "2025-02-01")
    assert (lines["dues"]["answer"], lines["window"]["answer"]) == ("400.00 元 yuan", "1,100.00 元 yuan")


def test_years_still_missing_for_retirement() -> None:
    assert told("310000", "2026-01-31", "--paid-months", "120")["retirement"]["answer"].startswith("男 men 60")


def test_what_is_not_known_names_the_document() -> None:
    wait = told("440100", "2025-02-01", "--missed", "1")["wait"]
    assert wait["answer"] == "" and "起算年" in wait["missing"]
    shown = RUN.invoke(build_app(None), ["cover", "440100", "2025-02-01", "--missed", "1"])
    assert "未知 not known" in shown.output


def test_a_slip_in_the_day_is_told() -> None:
    assert RUN.invoke(build_app(None), ["cover", "440100", "2025-13-01"]).exit_code == 2
