"""Reading the rooms' word files, and telling one refusal in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from mingzhang.answers.why.words.telling import Language, tell
from mingzhang.basics.refusal import Refusal

_RETRY = {
    "never": {"zh": "重试没有用，请勿重复提交。", "en": "Trying again will not help."},
    "later": {"zh": "可以稍后原样重试。", "en": "The same request may be sent again later."},
    "after_fix": {"zh": "改正后可以重试。", "en": "Try again after the correction."},
}
_WITHOUT_WORDS = {
    "zh": {
        "what": "办理未成功，原因代码 {code}",
        "do": "请记下代码，拨打医保热线 12393（工作日 9:00—12:00，13:00—17:00）",
    },
    "en": {
        "what": "Not done; the reason's code is {code}",
        "do": "Note the code and call 12393 (working days 9:00–12:00, 13:00–17:00)",
    },
}


@dataclass(frozen=True, slots=True)
class Words:
    """A refusal in words: what is so, what to do now, whether sending it again can help, and the matrix cause."""

    what: str
    do: str
    retry_text: str
    cause: str | None = None

    @property
    def sentence(self) -> str:
        """All of it in one line, for a message that has room for one text."""
        return f"{self.what}。{self.do}。{self.retry_text}" if _is_chinese(self.what) else self._english()

    def _english(self) -> str:
        return f"{self.what}. {self.do}. {self.retry_text}"


@dataclass(frozen=True, slots=True)
class Template:
    """One code's words before its facts are filled in, and the room whose file they stand in."""

    room: str
    code: str
    texts: Mapping[str, Mapping[str, str]]
    cause: str | None


def refusal_words(refusal: Refusal, language: Language = "zh") -> Words:
    """A refusal in the reader's language; a code without words is told by its code and the hotline."""
    template = all_words().get(refusal.code)
    texts = template.texts[language] if template is not None else _WITHOUT_WORDS[language]
    facts = {**refusal.facts, "code": refusal.code}
    return Words(
        what=tell(texts["what"], facts, language).rstrip("。."),
        do=tell(texts["do"], facts, language).rstrip("。."),
        retry_text=_RETRY[refusal.retry][language],
        cause=template.cause if template is not None else None,
    )


@cache
def all_words() -> Mapping[str, Template]:
    """Every code's words, by code (a house test keeps each code in one file); raises ValueError for a missing text."""
    found: dict[str, Template] = {}
    for file in sorted(files(__package__ or "").iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".yaml"):
            continue
        room = file.name.removesuffix(".yaml")
        for code, entry in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
            found.setdefault(str(code), _template(room, str(code), entry))
    return MappingProxyType(found)


def _template(room: str, code: str, entry: Mapping[str, Any]) -> Template:
    texts = {language: entry.get(language) or {} for language in ("zh", "en")}
    lacking = [f"{language}.{part}" for language in texts for part in ("what", "do") if not texts[language].get(part)]
    if lacking:
        raise ValueError(f"{room}.yaml: {code} lacks {', '.join(lacking)}")
    return Template(room, code, texts, entry.get("cause"))


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
