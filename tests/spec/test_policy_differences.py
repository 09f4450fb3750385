"""What changed between two days is said in words: for whom, from what to what, since when, by which document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mingzhang.rules.policy import (
    PlanDetail,
    PolicyView,
    differences,
    plan_differences,
    tell_change,
    tell_plan_change,
)
from mingzhang.rules.policy.loading import load_packs
from mingzhang.rules.policy.loading.schemas import SCHEMAS
from mingzhang.rules.policy.telling import CLAUSES
from mingzhang.rules.policy.view import segment_on
from mingzhang.site.cli import build_app
from policy_tree import REGION, entry, parameter, plant, topic

RATE = """    applies: {scheme: employee}
    entries:
      - starts: 2023-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {when: {category: [in_service, flexible]}, value: "60"}
          - {when: {category: retired, age: {below: 70}}, value: "70"}
          - {when: {category: retired, age: {from: 70}}, value: "80"}
      - starts: 2024-01-01
        source: "doc#2"
        state: transcribed
        values:
          - {when: {category: in_service}, value: "65"}
          - {when: {category: flexible}, value: "65"}
          - {when: {category: retired, age: {below: 60}}, value: "70"}
          - {when: {category: retired, age: {from: 60}}, value: "80"}
    gaps:
      - {when: {category: retired_paying_on}, missing: 延缴公告, who: 医保局}
"""
GIFT = f"    entries:\n{entry('2023-01-01', '30')}" + '      - {starts: 2024-01-01, source: "doc#8", ends: true}\n'
CAP = f"    entries:\n{entry('2023-01-01', '3000')}" + (
    '      - {starts: 2024-01-01, source: "doc#8", ends: true}\n'
    "    gaps:\n      - {from: 2024-01-01, missing: 限额公告, who: 医保局}\n"
)
LATE = f"    entries:\n{entry('2024-01-01', '3')}    gaps:\n      - {{until: 2024-01-01, missing: 旧, who: 局}}\n"
SAME = f"    entries:\n{entry('2023-01-01', '5')}{entry('2024-01-01', '5').replace('#1', '#2')}"
PLANS = """plans:
  - name: stay
    until: 2024-01-01
    when: {scheme: employee, benefit: inpatient}
    layers:
      - {name: pooled, fund: employee_pooled, bands: [{rate: outpatient.rate}]}
      - {name: large, fund: large_amount, basis: left_in_scope, bands: [{rate: outpatient.rate}]}
      - {name: extra, fund: civil_servant, basis: left_in_scope, bands: [{rate: outpatient.rate}]}
    account: {own: {}, family: {}}
  - name: stay
    starts: 2024-01-01
    when: {scheme: employee, benefit: inpatient}
    layers:
      - {name: large, fund: large_amount, basis: left_in_scope, bands: [{rate: outpatient.rate}]}
      - {name: pooled, fund: employee_pooled, bands: [{rate: outpatient.rate}], counts_deductible: false}
      - {name: major, fund: major_illness, basis: left_in_scope, bands: [{rate: outpatient.rate}]}
    account: {own: {}, family: {}, before_funds: true}
  - {name: long, until: 2024-01-01, when: {benefit: chronic}, unknown: {missing: 门特办法, who: 医保局}}
  - {name: long, starts: 2024-01-01, when: {benefit: chronic}, account: {own: {}, family: {}}}
  - {name: shop, until: 2024-01-01, when: {benefit: pharmacy}, account: {own: {}, family: {}}}
  - {name: visit, starts: 2024-01-01, when: {benefit: outpatient}, account: {own: {}, family: {}}}
"""


@pytest.fixture
def views(tmp_path: Path) -> tuple[PolicyView, PolicyView]:
    """The region on a day before and on a day after everything changed."""
    files = {
        f"regions/{REGION}/outpatient.yaml": topic("outpatient", parameter("rate", RATE)),
        f"regions/{REGION}/account.yaml": topic(
            "account",
            parameter("gift", GIFT, "yuan"),
            parameter("cap", CAP, "yuan"),
            parameter("late", LATE, "months"),
            parameter("same", SAME, "months"),
        ),
        f"regions/{REGION}/plans.yaml": PLANS,
    }
    pack = load_packs(plant(tmp_path, files)).regions[REGION]
    first, second = (
        PolicyView(REGION, day, segment_on(pack.parameters, pack.plans, day))
        for day in (date(2023, 6, 1), date(2024, 6, 1))
    )
    return first, second


def test_a_change_is_told_once_for_all_whom_it_meets(views: tuple[PolicyView, PolicyView]) -> None:
    told = [tell_change(change) for change in differences(*views, "outpatient") if change.kind != "recited"]
    assert told == [
        "职工，在职、灵活就业：由 60% 改为 65%；自 2024-01-01 起；依据：办法 2（转录）",
        "职工，退休，年龄 60 至不满 70 岁：由 70% 改为 80%；自 2024-01-01 起；依据：办法 2（转录）",
    ]


def test_the_same_is_told_in_english(views: tuple[PolicyView, PolicyView]) -> None:
    told = [tell_change(change, "en") for change in differences(*views, "outpatient.rate") if change.kind == "changed"]
    assert told == [
        "employees, in service or flexible workers: from 60% to 65%; since 2024-01-01; by 办法 2 (transcribed)",
        "employees, retired, age from 60 to below 70: from 70% to 80%; since 2024-01-01; by 办法 2 (transcribed)",
    ]


def test_what_ended_what_is_not_known_any_more_and_what_is_known_at_last(views: tuple[PolicyView, PolicyView]) -> None:
    told = {change.key: (change.kind, tell_change(change)) for change in differences(*views, "account")}
    assert told == {
        "account.gift": ("ended", "所有人：不再有此规则（原为 30.00 元）；依据：办法 8"),
        "account.cap": ("unknown", "所有人：3,000.00 元 → 未知；缺：限额公告（医保局）"),
        "account.late": ("known", "所有人：原来未知，现为 3 个月；自 2024-01-01 起；依据：办法 1（转录）"),
        "account.same": (
            "recited",
            "所有人：数值不变（5 个月），依据或证明程度不同；自 2024-01-01 起；依据：办法 2（转录）",
        ),
    }


def test_the_other_way_round_a_rule_is_new(views: tuple[PolicyView, PolicyView]) -> None:
    before, after = views
    (change,) = differences(after, before, "account.gift")
    assert (change.kind, change.topic) == ("new", "account")
    assert tell_change(change, "en") == "everybody: new: 30.00 yuan; since 2023-01-01; by 办法 1 (transcribed)"


def test_a_key_that_one_of_the_views_does_not_have_is_new_or_ended(views: tuple[PolicyView, PolicyView]) -> None:
    full, _ = views
    bare = PolicyView(REGION, full.day, segment_on({}, (), full.day))
    assert {change.kind for change in differences(bare, full)} == {"new", "unknown"}
    assert {change.kind for change in differences(full, bare)} == {"ended"}


def test_nothing_changed_between_a_day_and_itself(views: tuple[PolicyView, PolicyView]) -> None:
    for view in views:
        assert differences(view, view) == ()
        assert plan_differences(view, view) == ()


def test_plans_that_came_went_or_were_rebuilt(views: tuple[PolicyView, PolicyView]) -> None:
    changes = {change.plan: change for change in plan_differences(*views)}
    assert {name: change.kind for name, change in changes.items()} == {
        "stay": "changed",
        "long": "known",
        "shop": "ended",
        "visit": "new",
    }
    assert changes["stay"].details == (
        PlanDetail("layer_added", "major", "major_illness"),
        PlanDetail("layer_removed", "extra", "civil_servant"),
        PlanDetail("order", "large → pooled → major"),
        PlanDetail("layer_changed", "pooled", "employee_pooled", ("counts_deductible",)),
        PlanDetail("other", "", "", ("account",)),
    )
    funds = {"major_illness": "大病保险", "employee_pooled": "职工统筹基金"}
    assert tell_plan_change(changes["stay"], funds) == (
        "职工，住院：结算方式有变：增加支付层“major”（大病保险）；取消支付层“extra”（civil_servant）；"
        "支付顺序改为 large → pooled → major；支付层“pooled”（职工统筹基金）：起付是否占用分段有变；个人账户与共济有变"
    )
    assert tell_plan_change(changes["long"], funds, "en") == "chronic disease: how it is paid is known now"


def test_every_clause_of_a_plan_has_words() -> None:
    schema = json.loads((SCHEMAS / "plans.schema.json").read_text(encoding="utf-8"))
    clauses = {*schema["$defs"]["layer"]["properties"], *schema["$defs"]["plan"]["properties"]}
    assert clauses - {"name", "starts", "until", "layers", "unknown"} == set(CLAUSES)


RUN = CliRunner(env={"COLUMNS": "200"})


def test_the_diff_command_tells_what_changed_and_for_whom() -> None:
    shown = RUN.invoke(build_app(None), ["diff", "440100", "2026-06-01", "2025-06-01"])
    assert shown.exit_code == 0
    assert "440100　2025-06-01 → 2026-06-01" in shown.output
    assert "职工，在职：由 4.5% 改为 6%；自 2026-01-01 起" in shown.output
    assert "employees, in service: from 4.5% to 6%; since 2026-01-01" in shown.output
    assert "contribution.rate_employer" in shown.output
    assert "数值不变" in shown.output.splitlines()[-1]


def test_the_diff_command_keeps_to_a_topic_and_lists_everything_when_asked() -> None:
    asked = ["diff", "440100", "2025-06-01", "2026-06-01", "outpatient", "--all"]
    shown = RUN.invoke(build_app(None), asked).output
    assert "contribution." not in shown
    assert "数值不变（7,916.00 元）" in shown
    same = RUN.invoke(build_app(None), ["diff", "440100", "2025-06-01", "2025-06-01"]).output
    assert "没有变化。 Nothing changed." in same


@pytest.mark.parametrize(
    "asked",
    [
        (REGION, "2025-06-01", "2025-07-01"),
        ("440100", "2025-13-01", "2025-07-01"),
        ("440100", "2025-06-01", "2025-07-01", "weather"),
    ],
)
def test_the_diff_command_refuses_what_it_does_not_know(asked: tuple[str, ...]) -> None:
    shown = RUN.invoke(build_app(None), ["diff", *asked])
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr
