"""How one fact is told in a sentence: amounts in yuan, days as a reader writes them, closed terms by their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from mingzhang.answers.why.words.terms import TERMS
from mingzhang.basics.fen import percent_text, yuan_text
from mingzhang.basics.periods import add_months

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in Chinese, the source language, and in English; it may have `{slots}` for facts."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The sentence in the reader's language."""
        return self.zh if language == "zh" else self.en

    def filled(self, facts: Mapping[str, Told]) -> Text:
        """The sentence with its slots filled from facts, in both languages."""
        return Text(tell(self.zh, facts, "zh"), tell(self.en, facts, "en"))


Told = str | int | bool | date | Text | tuple[date, ...] | None
Figures = Mapping[str, Told]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_YES_NO = {"zh": ("否", "是"), "en": ("no", "yes")}
_NOT_GIVEN = {"zh": "（未提供）", "en": "(not given)"}


def yuan(amount_fen: int) -> str:
    """Fen as yuan with two decimals and thousands separators, without a unit."""
    return yuan_text(amount_fen)


def day_text(day: date, language: Language) -> str:
    """A day as a reader writes it: 2026年11月21日, 2026-11-21."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else f"{day:%Y-%m-%d}"


def month_text(month: date, language: Language) -> str:
    """A month as a reader writes it: 2026年11月, 2026-11."""
    return f"{month.year}年{month.month}月" if language == "zh" else f"{month:%Y-%m}"


def months_text(months: Sequence[date], language: Language) -> str:
    """Months in order as a reader writes them, each run in one piece: 2026年8月至10月; 2026-08 to 2026-10."""
    runs: list[list[date]] = []
    for month in months:
        if runs and add_months(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ("、" if language == "zh" else ", ").join(_run_text(run[0], run[-1], language) for run in runs)


def _run_text(first: date, last: date, language: Language) -> str:
    if first == last:
        return month_text(first, language)
    if language == "en":
        return f"{month_text(first, language)} to {month_text(last, language)}"
    return (
        f"{month_text(first, language)}至{f'{last.month}月' if first.year == last.year else month_text(last, language)}"
    )


def term(word: str, language: Language) -> str:
    """The name of a closed term (employee, outpatient, level3 ...); a word outside the list stays as it is."""
    return TERMS[word][language] if word in TERMS else word


def tell(template: str, facts: Mapping[str, Told], language: Language) -> str:
    """Fill a sentence's `{slots}` from facts; a `[part]` that lacks one of its facts is left out."""
    if "{" not in template and "[" not in template:
        return template

    def keep(part: re.Match[str]) -> str:
        names = _SLOT.findall(part.group(1))
        return part.group(1) if all(facts.get(name) not in (None, "") for name in names) else ""

    def fill(slot: re.Match[str]) -> str:
        return _told(slot.group(1), facts.get(slot.group(1)), language)

    return _SLOT.sub(fill, _OPTIONAL.sub(keep, template))


def _told(name: str, fact: Told, language: Language) -> str:
    if fact is None:
        return _NOT_GIVEN[language]
    if isinstance(fact, Text):
        return fact.of(language)
    if isinstance(fact, tuple):
        return months_text(fact, language)
    if isinstance(fact, bool):
        return _YES_NO[language][fact]
    if isinstance(fact, int):
        return yuan(fact) if name.endswith("_fen") else percent_text(fact) if name.endswith("_bp") else str(fact)
    if isinstance(fact, date):
        return month_text(fact, language) if name.startswith("month") else _moment(fact, language)
    if _DAY.fullmatch(fact):
        return day_text(date.fromisoformat(fact), language)
    if _MONTH.fullmatch(fact):
        return month_text(date.fromisoformat(f"{fact}-01"), language)
    if _INSTANT.match(fact):
        return _moment(datetime.fromisoformat(fact), language)
    return _terms(fact, language)


def _terms(fact: str, language: Language) -> str:
    """A closed term, or several with commas between them, by name; any other text as it is."""
    words = fact.split(", ")
    if not all(word in TERMS for word in words):
        return fact
    return ("、" if language == "zh" else ", ").join(term(word, language) for word in words)


def _moment(moment: date, language: Language) -> str:
    day = day_text(moment, language)
    return f"{day} {moment:%H:%M}" if isinstance(moment, datetime) else day
