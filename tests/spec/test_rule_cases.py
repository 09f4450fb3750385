"""Worked examples that settle no bill, run by the real rules from their own figures."""

from __future__ import annotations

from typing import Any

import pytest

from rule_cases import answers, figures_of, rule_cases, wanted


@pytest.mark.parametrize("case", rule_cases(), ids=lambda case: case["id"])
def test_a_rule_gives_what_its_source_says(case: dict[str, Any]) -> None:
    found = answers(case, figures_of(case))
    for name, amount in wanted(case).items():
        assert found[name] == amount, name
