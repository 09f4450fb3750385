"""What looks wrong in a pack is warned about at its place, and a confirmation silences it; it loads all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.rules.policy import packs
from mingzhang.rules.policy.loading import load_packs
from policy_tree import NAMED, REGION, entry, parameter, plant, topic

FILE = f"regions/{REGION}/outpatient.yaml"


def warnings_of(root: Path, code: str) -> list[tuple[str, int, str]]:
    """Where the loader warns of one thing: file, line and key."""
    return [(one.file, one.line, one.key) for one in load_packs(root).warnings if one.code == code]


@pytest.mark.parametrize(
    ("unit", "before", "after", "leaps"),
    [
        ("yuan", "6000", "9000", False),
        ("yuan", "6000", "9000.01", True),
        ("yuan", "9000.01", "6000", True),
        ("yuan", "600", "6000", True),
        ("yuan", "0", "100", True),
        ("percent", "50", "65", False),
        ("percent", "50", "65.01", True),
        ("multiplier", "1", "1.31", True),
        ("months", "3", "6", False),
        ("months", "3", "7", True),
        ("day_of_month", "1", "31", False),
    ],
)
def test_a_figure_that_leaps_is_warned_about(tmp_path: Path, unit: str, before: str, after: str, leaps: bool) -> None:
    body = f"    entries:\n{entry('2023-01-01', before)}{entry('2024-01-01', after)}"
    root = plant(tmp_path, {FILE: topic("outpatient", parameter("rate", body, unit))})
    assert warnings_of(root, "FIGURE_LEAPS") == [(FILE, 8, "parameters.rate.entries.1")] * leaps


def test_a_leap_is_silent_once_it_is_confirmed(tmp_path: Path) -> None:
    body = f"    entries:\n{entry('2023-01-01', '600')}{entry('2024-01-01', '6000', ', confirmed: 改制')}"
    root = plant(tmp_path, {FILE: topic("outpatient", parameter("rate", body, "yuan"))})
    assert warnings_of(root, "FIGURE_LEAPS") == []
    value = load_packs(root).regions[REGION].parameters["outpatient.rate"].entries[1].values[0]
    assert value.confirmed == "改制"


def test_a_leap_is_seen_for_those_whom_both_figures_mean(tmp_path: Path) -> None:
    body = """    entries:
      - starts: 2023-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {when: {scheme: employee}, value: "600"}
          - {when: {scheme: resident}, value: "60"}
      - starts: 2024-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {when: {scheme: employee}, value: "620"}
          - {when: {scheme: resident}, value: "90"}
"""
    root = plant(tmp_path, {FILE: topic("outpatient", parameter("cap", body, "yuan"))})
    assert warnings_of(root, "FIGURE_LEAPS") == []


ORDERED = """    entries:
      - starts: 2023-01-01
        source: "doc#1"
        state: transcribed
        values:
          - {{when: {{{first}}}, value: "{one}"}}
          - {{when: {{{second}}}, value: "{other}"}}
"""


@pytest.mark.parametrize(
    ("name", "unit", "first", "second"),
    [
        ("deductible", "yuan", "level: level1", "level: level2"),
        ("deductible", "yuan", "level: level1, scheme: employee", "level: level3"),
        ("deductible", "yuan", "category: retired", "category: [in_service, flexible]"),
        ("rate", "percent", "level: level3", "level: level2"),
        ("rate", "percent", "place: other", "place: community"),
        ("rate", "percent", "aided: false", "aided: true"),
    ],
)
def test_figures_out_of_their_usual_order_are_warned_about(
    tmp_path: Path, name: str, unit: str, first: str, second: str
) -> None:
    def warned(one: str, other: str) -> bool:
        body = ORDERED.format(first=first, second=second, one=one, other=other)
        root = plant(tmp_path, {FILE: topic("outpatient", parameter(name, body, unit))})
        return warnings_of(root, "ORDER_UNUSUAL") == [(FILE, 3, f"parameters.{name}")]

    assert not warned("70", "80")
    assert not warned("70", "70")
    assert warned("80", "70")


def test_an_unusual_order_is_silent_for_different_people_or_once_confirmed(tmp_path: Path) -> None:
    different = ORDERED.format(
        first="level: level3, scheme: employee", second="level: level2, scheme: resident", one="90", other="60"
    )
    confirmed = ORDERED.format(first="level: level3", second="level: level2", one="90", other="60").replace(
        '"60"', '"60", confirmed: 原文如此'
    )
    for body in (different, confirmed):
        root = plant(tmp_path, {FILE: topic("outpatient", parameter("rate", body))})
        assert warnings_of(root, "ORDER_UNUSUAL") == []


def test_a_key_with_two_names_is_warned_about(tmp_path: Path) -> None:
    one = topic("outpatient", parameter("rate", f"    entries:\n{entry('2023-01-01', '80')}"))
    files = {
        FILE: one,
        "regions/999998/region.yaml": NAMED.replace(REGION, "999998"),
        "regions/999998/outpatient.yaml": one.replace("zh: 名", "zh: 别名"),
    }
    assert warnings_of(plant(tmp_path, files), "NAMED_OTHERWISE") == [(FILE, 4, "parameters.rate.name")]


def test_a_source_that_nobody_cites_is_warned_about(tmp_path: Path) -> None:
    also = entry("2023-01-01", "80", ', also: ["page#2"]')
    root = plant(tmp_path, {FILE: topic("outpatient", parameter("rate", f"    entries:\n{also}"))})
    assert warnings_of(root, "SOURCE_UNCITED") == [("sources/guess.yaml", 1, "-"), ("sources/late.yaml", 1, "-")]


WAGE = topic("contribution", parameter("annual_wage", f"    entries:\n{entry('2023-01-01', '158318')}", "yuan"))


@pytest.mark.parametrize(
    ("cap", "share", "differs"),
    [
        ("7915.90", "5", False),
        ("7916", "5", False),
        ("7920", "5", False),
        ("7900", "5", False),
        ("8000", "5", False),
        ("7917", "5", True),
        ("7930", "5", True),
        ("8100", "5", True),
        ("7915.89", "5", True),
    ],
)
def test_a_cap_that_disagrees_with_its_wage_formula_is_warned_about(
    tmp_path: Path, cap: str, share: str, differs: bool
) -> None:
    """158318 × 5 % = 7915.90; a figure may be rounded up or down to its own last place, of a hundred yuan at most."""
    caps = topic(
        "outpatient",
        parameter("cap_wage_share", f"    entries:\n{entry('2023-01-01', share)}"),
        parameter("cap", f"    entries:\n{entry('2023-01-01', cap)}", "yuan"),
    )
    root = plant(tmp_path, {FILE: caps, f"regions/{REGION}/contribution.yaml": WAGE})
    assert warnings_of(root, "WAGE_FORMULA") == [(FILE, 8, "parameters.cap")] * differs


def test_a_multiple_of_the_wage_is_held_against_the_figure_too(tmp_path: Path) -> None:
    caps = topic(
        "inpatient",
        parameter("cap_wage_multiple", f"    entries:\n{entry('2023-01-01', '6')}", "multiplier"),
        parameter("cap", f"    entries:\n{entry('2023-01-01', '949908')}{entry('2024-01-01', '950000')}", "yuan"),
    )
    file = f"regions/{REGION}/inpatient.yaml"
    root = plant(tmp_path, {file: caps, f"regions/{REGION}/contribution.yaml": WAGE})
    assert warnings_of(root, "WAGE_FORMULA") == []
    (root / file).write_text((root / file).read_text(encoding="utf-8").replace("949908", "948908"), encoding="utf-8")
    assert warnings_of(root, "WAGE_FORMULA") == [(file, 8, "parameters.cap")]


def test_our_own_packs_hold_nothing_to_mend_or_confirm() -> None:
    assert [str(warning) for warning in packs().warnings] == []
