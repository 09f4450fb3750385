"""An application as its applicant sees it: where it stands, how much time is left, what happened, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language, month_text
from mingzhang.basics.fen import percent_text
from mingzhang.books.cases import Case, CaseEvent, CaseKind, Clock, Document, Fact
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.applying import Offered, spoken
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import CASES, Sign

STEPS: Mapping[str, str | Promise] = {
    "submit": gettext_lazy("已提交"),
    "accept": gettext_lazy("已受理"),
    "ask_for_papers": gettext_lazy("请您补材料，办理时限停住"),
    "papers_arrived": gettext_lazy("材料补齐，办理时限接着走"),
    "add_document": gettext_lazy("交来一份材料"),
    "propose": gettext_lazy("已初审，等另一人复核"),
    "send_back": gettext_lazy("复核人要求重新看一遍"),
    "extend": gettext_lazy("办理时限延长一次"),
    "approve": gettext_lazy("已同意并办结"),
    "refuse": gettext_lazy("没有同意"),
    "withdraw": gettext_lazy("已撤回"),
}
KEPT_INSIDE = ("propose", "send_back")  # notes between maker and checker are not for the applicant
TONES = {"approve": "good", "refuse": "stop", "ask_for_papers": "care"}
SHOWN_OF_SEALED = 4
NOTHING_OFFERED: Offered = {}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One application of the list."""

    number: str
    title: str
    on: str
    sign: Sign
    due: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One entry of the timeline."""

    what: str | Promise
    at: str
    by: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper that was handed in."""

    id: int
    title: str
    file_name: str
    at: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """How the agency's time stands, in words."""

    says: str
    due: str
    provisional: bool
    overdue: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """An application whole."""

    number: str
    title: str
    sign: Sign
    facts: tuple[tuple[str, str], ...]
    clock: ClockView
    steps: tuple[StepView, ...]
    papers: tuple[PaperRow, ...]
    missing: str
    reason: str
    outcome: tuple[tuple[str, str], ...]
    is_over: bool
    waits_for_papers: bool
    takes_papers: bool


def case_row(case: Case, kind: CaseKind, language: Language) -> CaseRow:
    """Present an application as a line of the list."""
    return CaseRow(
        number=case.number,
        title=spoken(kind.title, language),
        on=dates.moment(case.submitted_at, language),
        sign=CASES[case.state],
        due=dates.day(case.due_on, language) if case.due_on and not case.is_over else "",
    )


def case_view(
    case: Case,
    kind: CaseKind,
    clock: Clock,
    events: Iterable[CaseEvent],
    documents: Iterable[Document],
    language: Language,
    offered: Offered = NOTHING_OFFERED,
) -> CaseView:
    """Present an application with everything that its applicant may see; `offered` names what was chosen from."""
    titles = {rule.name: spoken(rule.title, language) for rule in kind.documents}
    return CaseView(
        number=case.number,
        title=spoken(kind.title, language),
        sign=CASES[case.state],
        facts=_facts(case, kind, language, offered),
        clock=_clock(clock, language),
        steps=tuple(_step(event, case, titles, language) for event in events),
        papers=tuple(
            PaperRow(one.id, titles.get(one.name, one.name), one.file_name, dates.moment(one.added_at, language))
            for one in documents
        ),
        missing=case.missing if case.state == "waiting_papers" else "",
        reason=_reason(case, kind, language),
        outcome=_outcome(case, kind, language),
        is_over=case.is_over,
        waits_for_papers=case.state == "waiting_papers",
        takes_papers=case.state in ("submitted", "accepted", "waiting_papers"),
    )


def _clock(clock: Clock, language: Language) -> ClockView:
    due = dates.day(clock.due_on, language) if clock.due_on else ""
    return ClockView(_clock_says(clock), due, clock.provisional, clock.is_overdue, clock.stopped)


def _clock_says(clock: Clock) -> str:
    used = {"used": clock.used_workdays}
    if clock.stopped:
        return _("用了 %(used)d 个工作日，现在停着等材料") % used
    if clock.left_workdays is None:
        return _("用了 %(used)d 个工作日；没有已知的法定办理时限") % used
    if clock.ended:
        return _("一共用了 %(used)d 个工作日") % used
    if clock.left_workdays < 0:
        return _("已经超过时限 %(over)d 个工作日") % {"over": -clock.left_workdays}
    return _("用了 %(used)d 个工作日，还剩 %(left)d 个") % (used | {"left": clock.left_workdays})


def _step(event: CaseEvent, case: Case, titles: Mapping[str, str], language: Language) -> StepView:
    note = "" if event.action in KEPT_INSIDE else event.note
    paper = event.facts.get("name")
    return StepView(
        what=STEPS[event.action],
        at=dates.moment(event.at, language),
        by=_("您") if event.by == case.applicant else _("医保经办机构"),
        note=titles.get(str(paper), note) if paper else note,
        tone=TONES.get(event.action, "good" if event.state == "done" else "info"),
    )


def _facts(case: Case, kind: CaseKind, language: Language, offered: Offered) -> tuple[tuple[str, str], ...]:
    """What was applied for, in the order of the form."""
    told = []
    for rule in kind.fields:
        value = case.facts.get(rule.name)
        if value in (None, ""):
            continue
        choices = offered.get(rule.name, rule.choices)
        chosen = {choice.value: spoken(choice.title, language) for choice in choices}
        told.append((spoken(rule.title, language), _value(rule.kind, value, chosen, language)))
    return tuple(told)


def _value(kind: str, value: Fact, chosen: Mapping[str, str], language: Language) -> str:
    if kind == "fen":
        return yuan(int(value or 0))
    if kind == "percent":
        return percent_text(int(value or 0))
    if kind == "yes_no":
        return _("是") if value else _("否")
    text = str(value)
    if kind == "sealed":
        return f"···· {text[-SHOWN_OF_SEALED:]}"
    if kind == "day":
        return dates.day(date.fromisoformat(text), language)
    if kind == "month":
        return month_text(date.fromisoformat(f"{text}-01"), language)
    return chosen.get(text, text)


def _reason(case: Case, kind: CaseKind, language: Language) -> str:
    if case.state != "refused":
        return ""
    title = next((spoken(one.title, language) for one in kind.reasons if one.code == case.reason_code), "")
    return (_("；") if title and case.reason else "").join((title, case.reason))


def _outcome(case: Case, kind: CaseKind, language: Language) -> tuple[tuple[str, str], ...]:
    titles = kind.outcome_titles or {}
    return tuple(
        (spoken(titles[name], language), _told(name, value, language))
        for name, value in case.outcome.items()
        if name in titles and value is not None
    )


def _told(name: str, value: Fact, language: Language) -> str:
    """One fact of an outcome, read by the ending of its name."""
    kind = "fen" if name.endswith("_fen") else "day" if name.endswith("_on") else "text"
    return _value(kind, value, {}, language)
