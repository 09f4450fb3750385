"""Worked examples from the packs themselves: only the person, the visit and the bill are given; the figures are law."""

from __future__ import annotations

from typing import Any

import pytest

from pack_cases import from_pack
from rule_cases import rule_cases
from settlement_worked import worked_cases
from worked_page import PAGE, page

CASES = (*worked_cases(), *rule_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_that_the_pack_covers_comes_out_of_the_pack_to_the_fen(case: dict[str, Any]) -> None:
    stands = from_pack(case)
    same = {name: stands.found[name] for name in stands.wanted} == stands.wanted
    assert same == (stands.standing != "differs"), (stands.found, stands.wanted)
    assert stands.standing == "pack" or stands.why


def test_case_ids_are_given_once() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_the_page_says_of_every_case_where_its_figures_come_from() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python tests/worked_page.py`"
