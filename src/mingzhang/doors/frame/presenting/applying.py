"""The form of an application: its fields as the kind declares them, what was typed, and the papers asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.books.cases import CaseKind, Choice, DocumentRule, FieldRule, Form, Words
from mingzhang.books.database import Connection

Offered = Mapping[str, tuple[Choice, ...]]
PAPER = "paper-"  # before a paper's name in the form
HINTS: Mapping[str, str | Promise] = {
    "day": gettext_lazy("写成 2025-06-01 的样子。"),
    "month": gettext_lazy("写成 2025-06 的样子。"),
    "fen": gettext_lazy("单位是元，如 1234.56。"),
    "number": gettext_lazy("填整数。"),
    "percent": gettext_lazy("百分比，如 33.33。"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: what it asks, what was typed, and what is wrong with that."""

    name: str
    title: str
    hint: str
    kind: str
    value: str
    required: bool
    options: tuple[Option, ...]
    fault: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper of the list; `asked` when it is needed whatever is typed."""

    name: str
    title: str
    asked: bool
    fault: str


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of application to choose: its name in addresses, its title, how long it takes, which papers it needs."""

    slug: str
    title: str
    time: str
    papers: tuple[PaperView, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with the form, and which field or paper is wrong and why."""

    texts: Mapping[str, str]
    fault_at: str = ""
    fault: str = ""


def spoken(words: Words, language: Language) -> str:
    """A kind's words in the reader's language."""
    return words.zh if language == "zh" else words.en


def slug_of(name: str) -> str:
    """A kind's name in addresses."""
    return name.replace("_", "-")


def name_of(slug: str) -> str:
    """The kind's own name, from an address."""
    return slug.replace("-", "_")


def kind_view(kind: CaseKind, region: str, on: date, language: Language, typed: Typed | None = None) -> KindView:
    """Present a kind as it is applied for in a region on a day."""
    return KindView(
        slug=slug_of(kind.name),
        title=spoken(kind.title, language),
        time=_time(kind.deadline(region, on)),
        papers=tuple(_paper(rule, region, on, language, typed) for rule in kind.documents),
    )


def fields_of(form: Form, typed: Typed, offered: Offered, language: Language) -> tuple[FieldView, ...]:
    """Present the fields that a form asks for; `offered` is what the books have to choose from, by field."""
    return tuple(_field(rule, typed, offered.get(rule.name, rule.choices), language) for rule in form.fields)


def offered_to(connection: Connection, form: Form, region: str, person_id: int) -> Offered:
    """What a person may choose from, out of the books, by field."""
    return {rule.name: rule.offers(connection, region, person_id) for rule in form.fields if rule.offers}


def _time(workdays: int | None) -> str:
    if workdays is None:
        return _("没有已知的法定办理时限")
    return _("%(days)d 个工作日内办结") % {"days": workdays} if workdays else _("当场办结")


def _paper(rule: DocumentRule, region: str, on: date, language: Language, typed: Typed | None) -> PaperView:
    at_fault = typed is not None and typed.fault_at == PAPER + rule.name
    return PaperView(
        name=rule.name,
        title=spoken(rule.title, language),
        asked=rule.needed(region, on, {}),
        fault=typed.fault if typed is not None and at_fault else "",
    )


def _field(rule: FieldRule, typed: Typed, choices: tuple[Choice, ...], language: Language) -> FieldView:
    value = typed.texts.get(rule.name, "")
    hint = spoken(rule.hint, language) if rule.hint else str(HINTS.get(rule.kind, ""))
    return FieldView(
        name=rule.name,
        title=spoken(rule.title, language),
        hint=hint,
        kind="choice" if rule.offers else rule.kind,
        value=value,
        required=rule.required,
        options=tuple(Option(one.value, spoken(one.title, language), one.value == value) for one in choices),
        fault=typed.fault if typed.fault_at == rule.name else "",
    )
