"""Every sentence of the doors has its English, with the same figures in it, and the compiled file says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import django
import pytest
from tests.house.portal_messages import DOORS, ROOT, Message, compile_mo, po_of, read_po, used_messages

SLOT = re.compile(r"%\(\w+\)[sd]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")

each_door = pytest.mark.parametrize("door", DOORS)


@pytest.fixture(scope="module", autouse=True)
def _django() -> None:
    django.setup()


def translated(door: str) -> Iterator[tuple[Message, str]]:
    for message, texts in read_po(po_of(door)).items():
        for text in texts:
            yield message, text


@each_door
def test_the_file_holds_exactly_the_sentences_in_use(door: str) -> None:
    assert set(read_po(po_of(door))) == set(used_messages(door))


@each_door
def test_no_sentence_is_without_english(door: str) -> None:
    assert [message.text for message, text in translated(door) if not text.strip()] == []


@each_door
def test_an_english_sentence_tells_the_same_figures(door: str) -> None:
    differing = [
        message.text for message, text in translated(door) if set(SLOT.findall(text)) != set(SLOT.findall(message.text))
    ]
    assert differing == []


@each_door
def test_english_is_english_but_for_the_name_of_the_national_app(door: str) -> None:
    assert [text for _, text in translated(door) if CHINESE.search(text.replace("国家医保服务平台", ""))] == []


@each_door
def test_the_compiled_file_says_what_the_source_says(door: str) -> None:
    assert po_of(door).with_suffix(".mo").read_bytes() == compile_mo(read_po(po_of(door)))


def test_a_sentence_has_one_english_whichever_door_says_it() -> None:
    """Django merges the files: of two different texts for one sentence, one would be lost."""
    said: dict[Message, set[tuple[str, ...]]] = {}
    for door in DOORS:
        for message, texts in read_po(po_of(door)).items():
            said.setdefault(message, set()).add(texts)
    assert {message.text: texts for message, texts in said.items() if len(texts) > 1} == {}


@each_door
def test_templates_hold_no_chinese_outside_the_marks(door: str) -> None:
    """Chinese in a template stands in a mark for translation; what is not marked would stay Chinese in English."""
    marked = re.compile(r"{% translate .*?%}|{% blocktranslate.*?{% endblocktranslate %}|lang=[^>]*>[^<]*", re.DOTALL)
    seal = '<span class="seal" aria-hidden="true">账</span>'
    both_languages = {"500.html", "403_csrf.html"}  # printed without a request: each says it in both languages
    left = {
        path.name: CHINESE.findall(marked.sub("", path.read_text(encoding="utf-8").replace(seal, "")))
        for path in (ROOT / door / "templates").rglob("*.html")
        if path.name not in both_languages
    }
    assert {name: found for name, found in left.items() if found} == {}
