"""Every closed word that a rule gives as its value is told in words, Chinese and English; figures stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mingzhang.rules.policy import packs, write_printed
from mingzhang.rules.policy.parameters import Parameter
from mingzhang.rules.policy.wording import CLOSED_WORDS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts() -> Iterator[tuple[str, str]]:
    """Each text value of each pack, with its key."""
    groups: list[dict[str, Parameter]] = [dict(pack.parameters) for pack in packs().regions.values()]
    for parameters in (*groups, dict(packs().national)):
        for key, parameter in parameters.items():
            for entry in parameter.entries:
                for value in entry.values:
                    if isinstance(value.ruled.value, str):
                        yield key, value.ruled.value


@pytest.mark.parametrize(("key", "text"), sorted(set(texts())))
def test_no_pack_gives_a_word_that_nobody_can_read(key: str, text: str) -> None:
    words = [word for word in text.split() if re.search("[A-Za-z]", word)]
    assert set(words) - set(CLOSED_WORDS) == set(), key
    assert not words or CHINESE.search(write_printed(text, "text"))
    assert "_" not in write_printed(text, "text", "en")


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("spouse parent child", "配偶、父母、子女", "spouse, parents, children"),
        ("0900_1200 1330_1700", "09:00–12:00 13:30–17:00", "09:00–12:00 13:30–17:00"),
        ("028 87702308", "028 87702308", "028 87702308"),
    ],
)
def test_words_and_figures_as_a_person_reads_them(text: str, chinese: str, english: str) -> None:
    assert write_printed(text, "text", "zh") == chinese
    assert write_printed(text, "text", "en") == english


def test_each_word_has_both_languages() -> None:
    for word, (chinese, english) in CLOSED_WORDS.items():
        assert CHINESE.search(chinese) and not CHINESE.search(english), word
