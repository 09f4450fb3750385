"""Worked examples that settle no bill, run by the real rules from their own figures; the reference's list beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.basics.fen import to_fen
from rule_cases import answers, figures_of, rule_cases, wanted

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "policies" / "examples.yaml"
UNSETTLED = {"account", "contribution", "parameter", "enrolment", "penalty"}
BY_ID = {case["id"]: case for case in rule_cases()}


@pytest.mark.parametrize("case", rule_cases(), ids=lambda case: case["id"])
def test_a_rule_gives_what_its_source_says(case: dict[str, Any]) -> None:
    found = answers(case, figures_of(case))
    for name, amount in wanted(case).items():
        assert found[name] == amount, name


def reference() -> list[dict[str, Any]]:
    """The reference's examples that settle no bill; none where the reference is absent."""
    if not REFERENCE.is_file():
        return []
    listed = yaml.safe_load(REFERENCE.read_text(encoding="utf-8"))["examples"]
    return [example for example in listed if example["service"] in UNSETTLED]


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference's examples are not beside the repository")
def test_the_reference_has_twenty_examples_that_settle_no_bill() -> None:
    assert len(reference()) == 20


@pytest.mark.parametrize("example", reference(), ids=lambda example: example["id"])
def test_the_reference_expects_what_the_rules_give(example: dict[str, Any]) -> None:
    for name, amount in example["expected"].items():
        case = BY_ID.get(f"{example['id']}/{name}") or BY_ID[example["id"]]
        (asked,) = case["expect"]
        assert answers(case, figures_of(case))[asked] == as_answer(case, asked, amount), name
        assert bool(example.get("parameter_disputed")) == case.get("disputed", False)


def as_answer(case: Mapping[str, Any], asked: str, amount: Any) -> int | date:
    """What the reference expects, in the unit in which the case expects it."""
    if isinstance(case["expect"][asked], str):
        return to_fen(str(amount))
    return date.fromisoformat(amount) if isinstance(amount, str) else amount
