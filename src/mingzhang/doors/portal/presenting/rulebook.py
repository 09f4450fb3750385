"""A rule as a page prints it: what it gives to whom on a day, which document says so, how well that is proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mingzhang.answers.why.words import Language, term
from mingzhang.basics.fen import percent_text
from mingzhang.doors.portal.presenting import dates, words
from mingzhang.doors.portal.presenting.money import yuan
from mingzhang.rules.policy import PolicyView, Ruled
from mingzhang.rules.policy.facts import Among, Span, When
from mingzhang.rules.policy.parameters import Parameter, Value

FLAGS = {"aided": _("救助对象"), "civil_servant": _("公务员"), "signed_family_doctor": _("已签约家庭医生")}
FILINGS = {"local": _("本地"), "filed": _("已备案"), "unfiled": _("未备案"), "emergency": _("急诊")}
PLACES = {"other": _("其他医疗机构")}
NUMBERS = {"age": _("%(span)s岁"), "admission": _("第 %(span)s 次住院"), "band": _("第 %(span)s 段")}
UNITS = {
    "days": ngettext_lazy("%(number)d 天", "%(number)d 天", "number"),
    "months": ngettext_lazy("%(number)d 个月", "%(number)d 个月", "number"),
    "years": ngettext_lazy("%(number)d 年", "%(number)d 年", "number"),
    "day_of_month": _("每月 %(number)d 日"),
    "month_of_year": _("%(number)d 月"),
    "count": "%(number)d",
}
MULTIPLIER_ONE = 10_000


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One value: for whom, how much, since when, from which article, in which state, with notes."""

    applies: str
    value: str
    since: str
    document: str
    article: str
    state: str | Promise
    state_code: str
    note: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A parameter on a day: its rows, its open gaps, and the days on which it changes."""

    name: str
    rows: tuple[RuleRow, ...]
    gaps: tuple[tuple[str, str], ...]
    changes: tuple[date, ...]
    states: tuple[str | Promise, ...]


def rule_view(view: PolicyView, key: str, language: Language) -> RuleView:
    """Present a declared parameter as it holds on the view's day."""
    parameter = view.parameter(key)
    rows = tuple(_row(cell, language) for cell in view.cells(key))
    seen = dict.fromkeys(row.state_code for row in rows)
    return RuleView(
        name=parameter_name(parameter, language),
        rows=rows,
        gaps=tuple((gap.missing, gap.who) for gap in parameter.gaps if gap.holds(view.day)),
        changes=tuple(sorted(parameter.change_dates())),
        states=tuple(words.RULE_STATES_EXPLAINED[state] for state in seen),
    )


def parameter_name(parameter: Parameter, language: Language) -> str:
    """What a parameter is called."""
    return parameter.name_en if language == "en" else parameter.name_zh


def value_text(ruled: Ruled, language: Language) -> str:
    """A ruled value with its unit."""
    if ruled.unit == "bool":
        return str(_("是") if ruled.value else _("否"))
    if ruled.unit == "text":
        return " ".join(term(word, language) for word in str(ruled.value).split())
    if ruled.unit == "yuan":
        return yuan(ruled.number)
    if ruled.unit == "percent":
        return percent_text(ruled.number)
    if ruled.unit == "multiplier":
        return f"× {ruled.number // MULTIPLIER_ONE}.{ruled.number % MULTIPLIER_ONE:04d}".rstrip("0").rstrip(".")
    return str(UNITS[ruled.unit] % {"number": ruled.number})


def _row(cell: Value, language: Language) -> RuleRow:
    citation = cell.ruled.citation
    return RuleRow(
        applies=_applies(cell.when, language),
        value=value_text(cell.ruled, language),
        since=dates.day(date.fromisoformat(citation.starts), language),
        document=citation.document,
        article=citation.article,
        state=words.RULE_STATES[citation.state],
        state_code=citation.state,
        note=citation.note,
    )


def _applies(when: When, language: Language) -> str:
    joined = " · ".join(_test(name, test, language) for name, test in when.items())
    return joined or str(_("所有人"))


def _test(name: str, test: Among | Span, language: Language) -> str:
    if isinstance(test, Span):
        return str(NUMBERS[name] % {"span": _span(test)})
    return " / ".join(_word(name, value, language) for value in sorted(test.values, key=str))


def _word(name: str, value: str | int | bool, language: Language) -> str:
    if isinstance(value, bool):
        return str(FLAGS[name]) if value else str(_("不是%(what)s") % {"what": FLAGS[name]})
    own = {"filing": FILINGS, "place": PLACES}.get(name, {})
    return str(own.get(str(value)) or term(str(value), language))


def _span(span: Span) -> str:
    if span.below is None:
        return f"≥ {span.first}"
    if span.below == span.first + 1:
        return str(span.first)
    return f"{span.first} – {span.below - 1}" if span.first else f"< {span.below}"
