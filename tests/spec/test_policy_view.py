"""A view answers from the entries of its day, and says in a closed word why it cannot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mingzhang.rules.policy import Conflict, PolicyView, UnknownRule, regions, view_for
from mingzhang.rules.policy import view as view_module
from mingzhang.rules.policy.loading import load_packs
from mingzhang.rules.policy.registry import dates_of
from mingzhang.rules.policy.view import segment_on
from policy_tree import REGION, entry, parameter, plant, topic

NATIONAL = topic("account", parameter("rate", "    entries:\n" + entry("2022-01-01", "2", ", note: 全国"), "percent"))
RATE = """    applies: {scheme: employee}
    entries:
      - starts: 2023-01-01
        source: "doc#7"
        also: ["page#1"]
        state: transcribed
        conflict: {candidates: [甲, 乙], chosen: 甲, why: 较新}
        values:
          - {when: {category: in_service, age: {below: 60}}, value: "80"}
          - {when: {category: in_service, age: {from: 60}}, value: "85", source: "page#2", state: assumed, note: 网页}
      - {starts: 2025-01-01, source: "doc#8", ends: true}
    gaps:
      - {when: {category: flexible}, missing: 灵活就业办法, who: 试验区医保局}
"""
TOPIC = topic(
    "account",
    "  rate: {inherit: national/account.rate, state: assumed, note: 本地未核}\n",
    parameter("gift", RATE),
    parameter("exists", "    entries:\n" + entry("2024-01-01", "x").replace('"x"', "true"), "bool"),
)
PLANS = """plans:
  - {name: always, account: {own: {}, family: {}}}
  - {name: later, starts: 2024-06-01, until: 2024-07-01, account: {own: {}, family: {}}}
"""
ON = date(2024, 3, 1)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files = {
        "national/account.yaml": NATIONAL,
        f"regions/{REGION}/account.yaml": TOPIC,
        f"regions/{REGION}/plans.yaml": PLANS,
    }
    return plant(tmp_path, files)


def view_on(tree: Path, day: date) -> PolicyView:
    pack = load_packs(tree).regions[REGION]
    return PolicyView(REGION, day, segment_on(pack.parameters, pack.plans, day))


def why(view: PolicyView, key: str, **facts: str | int | bool) -> tuple[str, str, str]:
    with pytest.raises(UnknownRule) as unknown:
        view.find(key, **facts)
    assert view.has(key, **facts) is False
    return unknown.value.why, unknown.value.missing, unknown.value.who


def test_a_value_comes_with_its_citation(tree: Path) -> None:
    found = view_on(tree, ON).find("account.gift", scheme="employee", category="in_service", age=59)
    assert (found.value, found.unit, found.number) == (8_000, "percent", 8_000)
    cited = found.citation
    assert (cited.source, cited.document, cited.article) == ("doc", "办法", "7")
    assert (cited.state, cited.starts, cited.key) == ("transcribed", "2023-01-01", "account.gift")
    assert cited.note == ""


def test_sources_that_disagree_are_kept_with_the_choice(tree: Path) -> None:
    cells = view_on(tree, ON).cells("account.gift")
    assert cells[0].conflict == Conflict(("甲", "乙"), "甲", "较新")


def test_a_cell_may_have_its_own_source_state_and_note(tree: Path) -> None:
    cited = view_on(tree, ON).find("account.gift", scheme="employee", category="in_service", age=60).citation
    assert (cited.source, cited.article, cited.state) == ("page", "2", "assumed")
    assert cited.note == "网页"


def test_what_is_not_known_says_why(tree: Path) -> None:
    view = view_on(tree, ON)
    asked = {"scheme": "employee", "category": "in_service", "age": 30}
    assert why(view, "account.gift", scheme="employee", category="flexible", age=30) == (
        "gap",
        "灵活就业办法",
        "试验区医保局",
    )
    assert why(view, "account.gift", scheme="employee", category="in_service") == ("fact_missing", "age", "")
    assert why(view, "account.gift", scheme="employee") == ("fact_missing", "age, category", "")
    assert why(view_on(tree, date(2025, 1, 1)), "account.gift")[0] == "gap"
    assert why(view, "account.gift", scheme="employee", category="retired", age=70) == ("no_value", "", "")
    assert why(view, "account.gift", scheme="resident", category="adult", age=30) == ("no_value", "", "")
    assert why(view, "account.nothing") == ("not_declared", "", "")
    assert why(view_on(tree, date(2025, 1, 1)), "account.gift", **asked) == ("ended", "", "")
    assert why(view_on(tree, date(2022, 12, 31)), "account.gift", **asked) == ("not_started", "", "")


def test_declares_tells_no_such_rule_from_not_known(tree: Path) -> None:
    view = view_on(tree, ON)
    assert view.has("account.gift", scheme="employee", category="in_service", age=30)
    assert view.declares("account.gift", scheme="employee", category="flexible")
    assert not view.declares("account.gift", scheme="resident")
    assert not view.declares("account.nothing")
    assert view.keys() == ("account.exists", "account.gift", "account.rate")


def test_a_refusal_carries_the_missing_document(tree: Path) -> None:
    with pytest.raises(UnknownRule) as unknown:
        view_on(tree, ON).find("account.gift", scheme="employee", category="flexible")
    assert unknown.value.topic == "account"
    assert unknown.value.facts == {"scheme": "employee", "category": "flexible"}
    assert unknown.value.refusal_facts() == {
        "region": REGION,
        "key": "account.gift",
        "day": "2024-03-01",
        "why": "gap",
        "missing": "灵活就业办法",
        "who": "试验区医保局",
    }


def test_an_inherited_rule_keeps_its_document_under_the_regions_key(tree: Path) -> None:
    cited = view_on(tree, ON).find("account.rate").citation
    assert (cited.key, cited.document, cited.state, cited.note) == ("account.rate", "办法", "assumed", "本地未核")


def test_a_truth_value_is_not_a_number(tree: Path) -> None:
    found = view_on(tree, ON).find("account.exists")
    assert found.value is True
    with pytest.raises(TypeError, match=r"account\.exists is bool"):
        _ = found.number


def test_plans_hold_from_their_start_until_their_end(tree: Path) -> None:
    names = {
        day: [plan.data["name"] for plan in view_on(tree, day).plans]
        for day in (date(2024, 5, 31), date(2024, 6, 1), date(2024, 7, 1))
    }
    assert list(names.values()) == [["always"], ["always", "later"], ["always"]]


def test_change_dates_are_every_start_and_end(tree: Path) -> None:
    days = [day.isoformat() for day in dates_of(load_packs(tree).regions[REGION])]
    assert days == ["2022-01-01", "2023-01-01", "2024-01-01", "2024-06-01", "2024-07-01", "2025-01-01"]


def test_views_of_one_stretch_share_their_digest_and_the_next_has_another(tree: Path) -> None:
    first, last, after = (view_on(tree, day) for day in (date(2024, 1, 1), date(2024, 5, 31), date(2024, 6, 1)))
    assert first.digest == last.digest != after.digest
    assert len(first.digest) == 64


def test_a_wording_or_a_note_leaves_the_digest_and_a_document_moves_it(tree: Path) -> None:
    file = tree / "regions" / REGION / "account.yaml"
    before, text = view_on(tree, ON).digest, file.read_text(encoding="utf-8")
    file.write_text(text.replace("note: 网页", "note: 另一句").replace("zh: 名", "zh: 新名"), encoding="utf-8")
    assert view_on(tree, ON).digest == before
    file.write_text(text.replace('"doc#7"', '"doc#9"'), encoding="utf-8")
    assert view_on(tree, ON).digest != before


def test_the_memory_of_answers_is_bounded(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "ANSWERS_KEPT", 3)
    view = view_on(tree, ON)
    for age in range(10):
        assert view.find("account.gift", scheme="employee", category="in_service", age=age).value == 8_000
    assert 0 < len(view.segment.answers) <= 3


def test_the_same_day_gives_the_same_view_and_an_unknown_region_none() -> None:
    region = regions()[0].code
    assert view_for(region, ON) is view_for(region, ON)
    assert view_for(region, date(1990, 1, 1)).segment.cells == {}
    with pytest.raises(UnknownRule, match="000000"):
        view_for("000000", ON)
