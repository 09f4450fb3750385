"""Every fund, reason and change that a pack or a case can name is told in words, Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import yaml

import mingzhang
from mingzhang.rules.settlement import phrases
from mingzhang.rules.settlement.reasons import CODES
from mingzhang.rules.settlement.templates import AmountChange, RateChange

PACKS = Path(mingzhang.__file__).parent / "rules" / "policy" / "packs"
WRITTEN = sorted([*PACKS.glob("regions/*/plans.yaml"), *PACKS.glob("cases/*.yaml")])
PAYS = {"PAID_IN_FULL", "PAID_BY_RATE", "RATE_REDUCED", "CAP_PARTLY"}
NAME = re.compile(r"[a-z_]+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLES = ("FUNDS", "REASONS", "CHANGES", "CHANGE_KINDS", "LINES", "CAPS")


def named(data: Any, member: str) -> Iterator[str]:
    """Every text under a member of that name, anywhere in a file."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == member and isinstance(value, str):
                yield value
            else:
                yield from named(value, member)
    elif isinstance(data, list):
        for one in data:
            yield from named(one, member)


@pytest.fixture(scope="module", params=WRITTEN, ids=lambda path: str(path.relative_to(PACKS)))
def written(request) -> Any:
    return yaml.safe_load(request.param.read_text(encoding="utf-8"))


def test_every_fund_has_a_name(written):
    funds = {name for name in named(written, "fund") if NAME.fullmatch(name)}  # a case expects an amount by that name
    assert funds - set(phrases.FUNDS) == set()


def test_every_reason_not_to_pay_and_every_change_has_words(written):
    assert set(named(written, "otherwise")) - set(phrases.REASONS) == set()
    assert set(named(written, "code")) - {*phrases.REASONS, *phrases.CHANGES} == set()


def test_every_reason_of_the_closed_list_has_words_unless_it_pays():
    assert set(CODES) - set(phrases.REASONS) == PAYS
    assert set(phrases.REASONS) <= set(CODES)


def test_every_kind_of_change_has_words():
    rates, amounts = (get_args(get_type_hints(kind)["do"]) for kind in (RateChange, AmountChange))
    wanted = {*rates, *(f"deductible_{do}" for do in amounts), "first_pay"}
    assert wanted == set(phrases.CHANGE_KINDS)


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_say_the_same_figures(table):
    for code, words in getattr(phrases, table).items():
        slots = [sorted(re.findall(r"{(\w+)}", words[language])) for language in ("zh", "en")]
        assert slots[0] == slots[1], code
        assert CHINESE.search(words["zh"]) and not CHINESE.search(words["en"]), code
