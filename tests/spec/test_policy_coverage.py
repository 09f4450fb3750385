"""The coverage table counts honestly, the key list is complete, and the commands print both."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mingzhang.rules.policy import (
    Hole,
    PackProblem,
    PacksInvalid,
    Sweep,
    coverage,
    coverage_by_year,
    coverage_table,
    covered_years,
    describe_facts,
    listed_gaps,
    packs,
    regions,
)
from mingzhang.rules.policy.documentation import keys_page
from mingzhang.rules.policy.facts import WORDS, Among, Span
from mingzhang.rules.policy.loading import load_packs
from mingzhang.rules.policy.registry import PACKS
from mingzhang.rules.policy.wording import WORDS_EN, WORDS_ZH
from mingzhang.site import asking
from mingzhang.site.cli import build_app
from mingzhang.site.commands import packs as command
from policy_tree import REGION, entry, parameter, plant, topic

RUN = CliRunner(env={"COLUMNS": "160"})
TOPICS = {
    "account",
    "assistance",
    "calendar",
    "chronic",
    "clearing",
    "contribution",
    "entitlement",
    "family",
    "inpatient",
    "offsite",
    "outpatient",
    "supplement",
    "withdrawal",
}
SIXTEEN = "北京 天津 四平 佳木斯 上海 杭州 厦门 青岛 广州 深圳 佛山 东莞 海口 成都 德阳 安顺"


def test_the_sixteen_regions_have_a_pack() -> None:
    assert [info.name_zh for info in regions()] == SIXTEEN.split()


def test_every_region_speaks_of_every_topic() -> None:
    silent = {
        info.code: TOPICS - {row.topic for row in coverage_table() if row.region == info.code} for info in regions()
    }
    assert silent == {info.code: set() for info in regions()}


def test_each_row_adds_up_and_nothing_is_called_verified() -> None:
    for row in coverage_table():
        assert row.values == row.verified + row.transcribed + row.assumed
        assert row.verified == 0, "no original has been read yet"


def test_one_row_counted_by_hand() -> None:
    row = next(row for row in coverage_table() if (row.region, row.topic) == ("110000", "family"))
    assert (row.values, row.assumed, row.transcribed, row.gaps) == (7, 7, 0, 3)


def test_every_source_is_cited_and_every_citation_has_a_document() -> None:
    loaded = packs()
    text = "".join(path.read_text(encoding="utf-8") for path in PACKS.rglob("*.yaml") if path.parent.name != "sources")
    assert {key for key in loaded.sources if f'"{key}#' not in text} == set()
    assert all(source.cited_as for source in loaded.sources.values())


def test_the_page_of_keys_names_every_key_with_its_unit() -> None:
    listed = dict(re.findall(r"^\| `([a-z_]+\.[a-z0-9_]+)` \| (\w+) \|", keys_page(), re.M))
    loaded = packs()
    declared = {key: found.unit for pack in loaded.regions.values() for key, found in pack.parameters.items()}
    declared |= {key: found.unit for key, found in loaded.national.items()}
    assert listed == declared


def test_every_gap_names_a_document_and_a_holder() -> None:
    gaps = listed_gaps()
    assert len(gaps) > 40
    assert all(len(gap.missing) > 5 and gap.who.endswith(("局", "公报")) for gap in gaps)


def word(*facts: str | bool) -> Among:
    """A test for any of these words or flags."""
    return Among(frozenset(facts))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({}, ""),
        ({"scheme": word("employee"), "category": word("flexible", "in_service")}, "职工，在职、灵活就业"),
        ({"age": Span(70)}, "年龄 70 岁以上"),
        ({"age": Span(0, 60)}, "年龄 不满 60 岁"),
        ({"age": Span(60, 70)}, "年龄 60 至不满 70 岁"),
        ({"admission": Span(1, 2)}, "第 1 次住院"),
        ({"admission": Span(2)}, "第 2 次及以后住院"),
        ({"retired_on": Span(0, 20010101)}, "退休日 2001-01-01 以前"),
        ({"retired_on": Span(20010101)}, "退休日 2001-01-01 及以后"),
        ({"aided": word(True)}, "困难人员"),
        ({"aided": word(False)}, "非困难人员"),
    ],
)
def test_facts_are_told_in_a_clerks_words(when: dict[str, Among | Span], words: str) -> None:
    assert describe_facts(when) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"scheme": word("employee"), "aided": word(False)}, "employees, not people in hardship"),
        ({"age": Span(60, 70), "band": Span(2, 3)}, "age from 60 to below 70, band 2"),
        ({"age": Span(0, 60)}, "age below 60"),
        ({"admission": Span(2)}, "stay from 2"),
        ({"retired_on": Span(19920101, 20010101)}, "retired since 1992-01-01 before 2001-01-01"),
    ],
)
def test_facts_are_told_in_english_too(when: dict[str, Among | Span], words: str) -> None:
    assert describe_facts(when, "en") == words


def test_every_word_a_rule_may_use_has_a_chinese_word() -> None:
    assert {word for words in WORDS.values() for word in words} == set(WORDS_ZH) == set(WORDS_EN)


def test_the_packs_command_prints_every_row() -> None:
    shown = RUN.invoke(build_app(None), ["packs"])
    assert shown.exit_code == 0
    assert all(row.topic in shown.output for row in coverage_table())


def test_the_packs_command_speaks_json() -> None:
    shown = json.loads(RUN.invoke(build_app(None), ["packs", "--json"]).output)
    assert len(shown) == len(coverage_table())
    assert (shown[0]["name"], shown[-1]["region"], shown[-1]["name"]) == ("北京", "national", "全国")
    assert list(shown[0]) == ["region", "name", "topic", "values", "verified", "transcribed", "assumed", "gaps"]


def test_the_packs_command_tells_it_year_by_year() -> None:
    told = json.loads(RUN.invoke(build_app(None), ["packs", "--years", "--json"]).output)
    assert list(told[0]) == ["region", "name", "topic", "year", "verified", "transcribed", "assumed", "gaps"]
    assert [row["year"] for row in told[: len(covered_years())]] == list(covered_years())
    shown = RUN.invoke(build_app(None), ["packs", "--years"]).output
    assert all(f"{info.code} {info.name_zh}" in shown for info in regions())


def test_the_packs_command_says_what_is_to_mend_or_confirm(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = RUN.invoke(build_app(None), ["packs", "--check"])
    assert (shown.exit_code, shown.output.splitlines()[-1]) == (0, "0 处须改正或确认。 0 to mend or confirm.")
    doubtful = replace(packs(), warnings=(PackProblem("a.yaml", 3, "k", "FIGURE_LEAPS", "words [x]"),))
    monkeypatch.setattr(command, "packs", lambda: doubtful)
    shown = RUN.invoke(build_app(None), ["packs", "--check"])
    assert shown.exit_code == 1
    assert "a.yaml:3: k: words [x] [FIGURE_LEAPS]" in shown.output


def test_the_packs_command_lists_gaps_and_sweeps() -> None:
    shown = RUN.invoke(build_app(None), ["packs", "--gaps", "--sweep"])
    assert shown.exit_code == 0
    assert "supplement.large_rate" in shown.output
    assert shown.output.count("，0 问无着落") == len(regions())


def test_the_packs_command_fails_when_the_sweep_finds_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    def holed(region: str) -> Sweep:
        return Sweep(region, 1, 0, 0, (Hole(region, date(2025, 1, 1), "outpatient.rate", {"age": 70}, "no_value"),))

    monkeypatch.setattr(command, "sweep", holed)
    shown = RUN.invoke(build_app(None), ["packs", "--sweep"])
    assert shown.exit_code == 1
    assert "2025-01-01 outpatient.rate age=70 (no_value)" in shown.output


def test_the_packs_command_reports_broken_packs_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise PacksInvalid((PackProblem("a.yaml", 3, "k", "SHAPE", "words"),))

    monkeypatch.setattr(command, "coverage_table", broken)
    shown = RUN.invoke(build_app(None), ["packs"])
    assert (shown.exit_code, shown.stderr) == (1, "a.yaml:3: k: words [SHAPE]\n")


@pytest.mark.parametrize("asked", [["rule", "440100", "2025-06-01"], ["diff", "440100", "2025-06-01", "2026-01-01"]])
def test_a_broken_pack_is_told_line_by_line_by_the_other_commands(
    monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    def broken(*_: object) -> None:
        raise PacksInvalid((PackProblem("a.yaml", 3, "k", "SHAPE", "words"),))

    monkeypatch.setattr(asking, "view_for", broken)
    shown = RUN.invoke(build_app(None), asked)
    assert (shown.exit_code, shown.stderr) == (1, "a.yaml:3: k: words [SHAPE]\n")


@pytest.mark.parametrize("topic", ["outpatient", "outpatient.cap"])
def test_the_rule_command_prints_what_holds_with_its_source(topic: str) -> None:
    shown = RUN.invoke(build_app(None), ["rule", "440100", "2025-06-01", topic])
    assert shown.exit_code == 0
    for text in ("7,916.00 元", "推定", "outpatient.cap", "健康资讯站文章 7462212"):
        assert text in shown.output


def test_the_rule_command_keeps_states_and_days_whole_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = RUN.invoke(build_app(None), ["rule", "440100", "2025-06-01", "offsite.resident_rate"]).output
    assert "transcribed" in shown and "2025-01-01" in shown


def test_the_rule_command_prints_gaps_as_unknown() -> None:
    shown = RUN.invoke(build_app(None), ["rule", "440100", "2025-06-01", "supplement.large_rate"])
    assert "缺口" in shown.output
    assert "广州市医疗保障局" in shown.output


@pytest.mark.parametrize(
    "asked",
    [(REGION, "2025-06-01", "outpatient"), ("440100", "2025-13-01", "outpatient"), ("440100", "2025-06-01", "weather")],
)
def test_the_rule_command_refuses_what_it_does_not_know(asked: tuple[str, str, str]) -> None:
    shown = RUN.invoke(build_app(None), ["rule", *asked])
    assert shown.exit_code == 2
    assert shown.stderr
    assert shown.stdout == ""


def test_no_pack_names_a_path_of_this_machine() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(PACKS).rglob("*.*"))
    assert str(Path(__file__).parents[2]) not in text


def test_the_rule_command_shows_sources_that_disagree_and_speaks_json() -> None:
    asked = ["rule", "440100", "2025-06-01", "contribution.resident_person"]
    shown = RUN.invoke(build_app(None), asked).output
    assert all(
        words in shown for words in ("各处不一", "400 元（种子 003 与地方文件）", "取 taken：400 元", "220 元是多年前")
    )
    told = json.loads(RUN.invoke(build_app(None), [*asked, "--json"]).output)
    assert (told["region"], told["day"], len(told["digest"])) == ("440100", "2025-06-01", 64)
    (rule,) = told["rules"]
    (value,) = rule["values"]
    assert (rule["unit"], value["value"], value["printed"]["en"], value["for"]["zh"]) == (
        "yuan",
        40_000,
        "400.00 yuan",
        "居民",
    )
    assert (value["conflict"]["chosen"], value["state"], value["starts"]) == ("400 元", "assumed", "2025-01-01")


def test_coverage_by_year_counts_what_is_in_force(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    body = (
        f"    entries:\n{entry('2022-01-01', '80')}{entry('2024-07-01', '85')}"
        '      - {starts: 2025-07-01, source: "doc#1", ends: true}\n'
        "    gaps:\n      - {until: 2022-01-01, missing: 旧公告, who: 医保局}\n"
        "      - {from: 2025-07-01, missing: 新公告, who: 医保局}\n"
    )
    plans = "plans:\n  - {name: long, when: {benefit: chronic}, unknown: {missing: 门特办法, who: 医保局}}\n"
    root = plant(
        tmp_path,
        {
            f"regions/{REGION}/outpatient.yaml": topic("outpatient", parameter("rate", body)),
            f"regions/{REGION}/plans.yaml": plans,
        },
    )
    loaded = load_packs(root)
    monkeypatch.setattr(coverage, "packs", lambda: loaded)
    assert list(covered_years()) == [2023, 2024]
    counted = {(row.topic, row.year): (row.transcribed, row.gaps) for row in coverage_by_year()}
    assert counted == {
        ("outpatient", 2023): (1, 0),
        ("outpatient", 2024): (2, 0),
        ("chronic", 2023): (0, 1),
        ("chronic", 2024): (0, 1),
    }
    gaps = [(gap.key, gap.facts, gap.missing) for gap in listed_gaps()]
    assert gaps == [
        ("outpatient.rate", "", "旧公告"),
        ("outpatient.rate", "", "新公告"),
        ("plans.long", "门特门慢", "门特办法"),
    ]
