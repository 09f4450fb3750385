"""Applications as the desk sees them: rows of the queue by clock, the staff's timeline, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.books.cases import Case, CaseEvent, CaseKind, Document, QueuedCase
from mingzhang.books.vault import mask_name
from mingzhang.doors.counter.staff.records import Role
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.applying import spoken
from mingzhang.doors.frame.presenting.cases import STEPS, TONES
from mingzhang.doors.frame.presenting.signs import CASES, Sign

DECISIONS: Mapping[str, str | Promise] = {
    "approve": gettext_lazy("拟同意"),
    "refuse": gettext_lazy("拟不同意"),
}
WAITS_FOR_APPLICANT = Sign(gettext_lazy("等申请人补材料"), "pause", "care")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One application of the queue."""

    number: str
    title: str
    applicant: str
    submitted: str
    sign: Sign
    proposed: str | Promise
    handler: str
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One entry of the timeline, with who did it and every note."""

    what: str | Promise
    at: str
    by: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class DeskPaper:
    """One paper: which of the list, how large, when it came, and whether it is a picture to show."""

    id: int
    title: str
    file_name: str
    kilobytes: int
    at: str
    is_picture: bool


def sign_at_desk(state: str) -> Sign:
    """How a state is shown to staff; the applicant's own words speak to the applicant."""
    return WAITS_FOR_APPLICANT if state == "waiting_papers" else CASES[state]


def queue_row(row: QueuedCase, kind: CaseKind | None, today: date, language: Language) -> QueueRow:
    """Present an application as a line of the queue; the applicant is masked."""
    return QueueRow(
        number=row.number,
        title=spoken(kind.title, language) if kind is not None else row.kind,
        applicant=mask_name(row.applicant),
        submitted=dates.day(row.submitted_at.date(), language),
        sign=sign_at_desk(row.state),
        proposed=DECISIONS[row.proposed] if row.proposed is not None else "",
        handler=row.handler or "",
        due=_due(row, language),
        late=row.due_on is not None and row.due_on < today,
    )


def desk_steps(events: Iterable[CaseEvent], found: Case, kind: CaseKind, language: Language) -> tuple[DeskStep, ...]:
    """Present the timeline to staff: decisions proposed, reasons and notes included; the applicant is masked."""
    papers = {rule.name: spoken(rule.title, language) for rule in kind.documents}
    reasons = {reason.code: spoken(reason.title, language) for reason in kind.reasons}
    return tuple(_step(event, found.applicant, papers, reasons, language) for event in events)


def desk_papers(documents: Iterable[Document], kind: CaseKind, language: Language) -> tuple[DeskPaper, ...]:
    """Present the papers that are there."""
    titles = {rule.name: spoken(rule.title, language) for rule in kind.documents}
    return tuple(
        DeskPaper(
            id=one.id,
            title=titles.get(one.name, one.name),
            file_name=one.file_name,
            kilobytes=max(1, one.size // 1024),
            at=dates.moment(one.added_at, language),
            is_picture=one.media_type.startswith("image/"),
        )
        for one in documents
    )


def papers_missing(found: Case, kind: CaseKind, documents: Sequence[Document], language: Language) -> tuple[str, ...]:
    """The papers that an approval still needs."""
    there = {one.name for one in documents}
    needed = kind.needed_documents(found.region, found.submitted_at.date(), found.facts)
    return tuple(spoken(rule.title, language) for rule in needed if rule.name not in there)


def sealed_facts(found: Case, kind: CaseKind, language: Language) -> tuple[tuple[str, str], ...]:
    """The numbers that the page covers, whole: document numbers, bank accounts, telephones."""
    return tuple(
        (spoken(rule.title, language), str(found.facts[rule.name]))
        for rule in kind.fields
        if rule.kind == "sealed" and found.facts.get(rule.name)
    )


def steps_open(found: Case, code: str, roles: frozenset[Role]) -> frozenset[str]:
    """Which steps this member of staff may take now; the room itself decides once more when one is taken."""
    clerk, checker, state = "clerk" in roles, "checker" in roles, found.state
    mine_to_check = checker and state == "proposed" and (not found.four_eyes or found.proposed_by != code)
    taken_on = state in ("accepted", "waiting_papers", "proposed")
    may = {
        "accept": clerk and state == "submitted",
        "ask": clerk and state in ("submitted", "accepted"),
        "arrived": clerk and state == "waiting_papers",
        "propose": clerk and state == "accepted" and found.four_eyes,
        "conclude": clerk and state == "accepted" and not found.four_eyes,
        "check": mine_to_check,
        "approve": mine_to_check and found.proposed == "approve",
        "extend": "supervisor" in roles and taken_on and not found.extended_workdays,
        "withdraw": clerk and not found.is_over,
        "papers": clerk and state in ("submitted", "accepted", "waiting_papers"),
    }
    return frozenset(step for step, allowed in may.items() if allowed)


def _due(row: QueuedCase, language: Language) -> str:
    if row.due_on is not None:
        return dates.day(row.due_on, language)
    return _("时限停住") if row.state == "waiting_papers" else _("没有已知时限")


def _step(
    event: CaseEvent, applicant: str, papers: Mapping[str, str], reasons: Mapping[str, str], language: Language
) -> DeskStep:
    decision, reason = str(event.facts.get("decision") or ""), str(event.facts.get("reason_code") or "")
    told = [str(DECISIONS.get(decision, "")), reasons.get(reason, ""), papers.get(str(event.facts.get("name")), "")]
    return DeskStep(
        what=STEPS[event.action],
        at=dates.moment(event.at, language),
        by=mask_name(event.by) if event.by == applicant else event.by,
        note=" · ".join(part for part in (*told, event.note) if part),
        tone=TONES.get(event.action, "good" if event.state == "done" else "info"),
    )
