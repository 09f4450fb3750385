"""Every sentence of the portal has its English, with the same figures in it, and the compiled file says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import django
import pytest
from tests.house.portal_messages import MO, Message, compile_mo, read_po, used_messages

SLOT = re.compile(r"%\(\w+\)[sd]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module", autouse=True)
def _django() -> None:
    django.setup()


def translated() -> Iterator[tuple[Message, str]]:
    for message, texts in read_po().items():
        for text in texts:
            yield message, text


def test_the_file_holds_exactly_the_sentences_in_use() -> None:
    assert set(read_po()) == set(used_messages())


def test_no_sentence_is_without_english() -> None:
    assert [message.text for message, text in translated() if not text.strip()] == []


def test_an_english_sentence_tells_the_same_figures() -> None:
    differing = [
        message.text for message, text in translated() if set(SLOT.findall(text)) != set(SLOT.findall(message.text))
    ]
    assert differing == []


def test_english_is_english_but_for_the_name_of_the_national_app() -> None:
    assert [text for _, text in translated() if CHINESE.search(text.replace("国家医保服务平台", ""))] == []


def test_the_compiled_file_says_what_the_source_says() -> None:
    assert MO.read_bytes() == compile_mo(read_po())


def test_templates_hold_no_chinese_outside_the_marks() -> None:
    """Chinese in a template stands in a mark for translation; what is not marked would stay Chinese in English."""
    from tests.house.portal_messages import PORTAL

    marked = re.compile(r"{% translate .*?%}|{% blocktranslate.*?{% endblocktranslate %}|lang=[^>]*>[^<]*", re.DOTALL)
    seal = '<span class="seal" aria-hidden="true">账</span>'
    both_languages = {"500.html", "403_csrf.html"}  # printed without a request: each says it in both languages
    left = {
        path.name: CHINESE.findall(marked.sub("", path.read_text(encoding="utf-8").replace(seal, "")))
        for path in (PORTAL / "templates").rglob("*.html")
        if path.name not in both_languages
    }
    assert {name: found for name, found in left.items() if found} == {}
