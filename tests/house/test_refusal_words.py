"""Every refusal has words in Chinese and English, and no sentence speaks of a fact that is never given."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mingzhang.answers.why.words import all_words, refusal_words
from mingzhang.answers.why.words.loading import Template
from mingzhang.basics.refusal import Refusal

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mingzhang"
WORD_FILES = sorted((SOURCE / "answers" / "why" / "words").glob("*.yaml"))
OPTIONAL = re.compile(r"\[[^\[\]]*\]")
SLOT = re.compile(r"\{(\w+)\}")


def refusals() -> Iterator[tuple[str, frozenset[str] | None, str]]:
    """Each `Refusal("CODE", {...})` in the source: code, the names of its facts (None when not a literal), place."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and node.args):
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, facts_of(node), f"{path.relative_to(SOURCE)}:{node.lineno}"


def facts_of(call: ast.Call) -> frozenset[str] | None:
    """The names of the facts of one call, or None when they are not written out there."""
    given = call.args[1] if len(call.args) > 1 else next((k.value for k in call.keywords if k.arg == "facts"), None)
    if given is None:
        return frozenset()
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
    return None


GIVEN: dict[str, list[frozenset[str] | None]] = defaultdict(list)
PLACES: dict[str, str] = {}
for _code, _facts, _place in refusals():
    GIVEN[_code].append(_facts)
    PLACES.setdefault(_code, _place)


CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
NOT_REFUSALS = {
    "SIGNATURE_REFUSED",  # an action of the audit chain
    "PAYMENT_REFUSED",  # an event of evidence, which carries the refusal's own code
    "PAYMENT_FAILED",
}
DECIDES_CODES = (SOURCE / "registers" / "enrolment" / "rules.py",)  # an Entitlement's code becomes a refusal's


def computed_codes() -> Iterator[tuple[str, str]]:
    """The codes written in files that choose a refusal's code by computing: code, file."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"
        ]
        computing = any(call.args and not isinstance(call.args[0], ast.Constant) for call in calls)
        if path not in DECIDES_CODES and (not computing or path.is_relative_to(SOURCE / "answers")):
            continue
        constants = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str
        }
        yield from ((code, str(path.relative_to(SOURCE))) for code in constants if CODE.fullmatch(code))


def slots(template: Template) -> tuple[set[str], set[str]]:
    """The facts that a code's sentences always need, and those they only use when given."""
    texts = [text for words in template.texts.values() for text in words.values()]
    always = {name for text in texts for name in SLOT.findall(OPTIONAL.sub("", text))}
    return always, {name for text in texts for name in SLOT.findall(text)} - always


@pytest.mark.parametrize("code", sorted(GIVEN))
def test_every_refusal_has_words_in_both_languages(code: str) -> None:
    assert code in all_words(), f"{code} ({PLACES[code]}) needs an entry in answers/why/words/<room>.yaml"


@pytest.mark.parametrize("code", sorted(set(GIVEN) & set(all_words())))
def test_words_speak_only_of_facts_that_are_given(code: str) -> None:
    if None in GIVEN[code]:
        return
    written = [facts for facts in GIVEN[code] if facts is not None]
    always, sometimes = slots(all_words()[code])
    lacking = sorted(always - frozenset.intersection(*written) - {"code"})
    never = sorted(sometimes - frozenset.union(*written) - {"code"})
    assert (lacking, never) == ([], []), f"{code}: put optional facts in [...], drop facts that are never given"


def test_codes_that_are_computed_have_words_as_well() -> None:
    silent = {code: place for code, place in computed_codes() if code not in all_words() and code not in NOT_REFUSALS}
    assert silent == {}


CAUSE = re.compile(r"C(?:[1-9]|[1-9][0-9]|10[0-9]|11[01])")


def test_the_cause_that_words_name_is_one_of_the_matrix() -> None:
    named = {code: template.cause for code, template in all_words().items() if template.cause is not None}
    assert {code: cause for code, cause in named.items() if not CAUSE.fullmatch(cause)} == {}


def test_each_code_is_worded_in_one_file() -> None:
    places = defaultdict(list)
    for file in WORD_FILES:
        for code in yaml.safe_load(file.read_text(encoding="utf-8")) or {}:
            places[code].append(file.name)
    assert {code: names for code, names in places.items() if len(names) > 1} == {}


def test_every_template_can_be_told_without_leaving_a_slot() -> None:
    for code in all_words():
        for language in ("zh", "en"):
            words = refusal_words(Refusal(code), language)
            assert "{" not in words.what + words.do + words.retry_text, code
            assert "[" not in words.what + words.do, code
