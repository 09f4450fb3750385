"""Amounts in capital numerals: the examples of 支付结算办法, annex 1, and what follows from its rules."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.basics.capitals import capital_yuan

# The first six amounts and their words stand in the annex itself (its first form where it allows two).
EXAMPLES = """
140950    人民币壹仟肆佰零玖元伍角
600714    人民币陆仟零柒元壹角肆分
168032    人民币壹仟陆佰捌拾元零叁角贰分
10700053  人民币壹拾万柒仟元零伍角叁分
1640902   人民币壹万陆仟肆佰零玖元零贰分
32504     人民币叁佰贰拾伍元零肆分
0         人民币零元整
5         人民币伍分
50        人民币伍角
100       人民币壹元整
1000      人民币壹拾元整
10010     人民币壹佰元零壹角
40000     人民币肆佰元整
100001    人民币壹仟元零壹分
10000100  人民币壹拾万零壹元整
1000000   人民币壹万元整
100000000 人民币壹佰万元整
10000000000000 人民币壹仟亿元整
10000000001000 人民币壹仟亿零壹拾元整
1000010000000 人民币壹佰亿零壹拾万元整
-40000    人民币负肆佰元整
"""


@pytest.mark.parametrize("row", EXAMPLES.strip().splitlines())
def test_amounts_are_written_as_the_rules_say(row: str) -> None:
    fen, words = row.split()
    assert capital_yuan(int(fen)) == words


def test_what_no_receipt_can_say_is_refused() -> None:
    assert capital_yuan(10**14 - 1).endswith("玖分")
    with pytest.raises(ValueError, match="more than a receipt can say"):
        capital_yuan(10**14)


DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> int:
    """A reader of its own, which knows nothing of how the words were made."""
    body = words.removeprefix("人民币").removesuffix("整")
    yuan_text, has_yuan, small = body.partition("元")
    if not has_yuan:
        yuan_text, small = "", body
    total = section = digit = 0
    for sign in yuan_text:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            section, digit = section + digit * PLACES[sign], 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        else:
            total, section, digit = (total + section + digit) * 100_000_000, 0, 0
    fen = (total + section + digit) * 100
    for sign, unit in pairwise(small):
        fen += DIGITS.get(sign, 0) * {"角": 10, "分": 1}.get(unit, 0)
    return fen


@given(st.integers(min_value=0, max_value=10**13))
def test_words_can_be_read_back_to_the_fen(fen: int) -> None:
    words = capital_yuan(fen)
    assert read_back(words) == fen
    assert "零零" not in words and "零元" not in words.replace("币零元整", "")
