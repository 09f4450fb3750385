"""Findings in the language of the reader: causes with evidence and rule, what to do now, what is not proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.records import Actor, Contact, Evidence, Explanation, Finding, Remedy
from mingzhang.answers.why.words import Language
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.rules import RuleLink, rule_link
from mingzhang.doors.frame.presenting.sentences import full_stop

RecordAddress = Callable[[Evidence, str], str]  # where a door shows a record of a region; empty when it does not

ACTORS: dict[Actor, str | Promise] = {
    "self": _("您本人来办"),
    "employer": _("单位来办"),
    "agency": _("医保经办机构来办"),
    "institution": _("医院或药店来办"),
    "bank": _("发卡银行来办"),
    "tax": _("税务部门来办"),
    "operator": _("我们来办"),
    "relative": _("家人来办"),
    "nobody": _("不用办手续"),
}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One record behind a cause; `url` leads to its page where the door has one."""

    says: str
    at: str
    url: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """Who answers, under which number, when."""

    name: str
    number: str
    hours: str


@dataclass(frozen=True, slots=True)
class CauseView:
    """One cause: what, proved by which records, under which rule; for an unknown one, who knows and how to find out."""

    code: str
    title: str
    sentence: str
    since: str
    evidence: tuple[EvidenceView, ...]
    rule: RuleLink | None
    source: ContactView | None
    check: str


@dataclass(frozen=True, slots=True)
class RemedyView:
    """What to do: who acts, the steps, where, with what, by when, what is seen then, and the portal's page for it."""

    actor: str | Promise
    needs_nobody: bool
    who: ContactView
    steps: tuple[str, ...]
    channel: str
    documents: str
    deadline: str
    then: str
    page: str


@dataclass(frozen=True, slots=True)
class UnaffectedView:
    """Whether pooled benefit holds in spite of all this, and since or until when."""

    entitled: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class FindingsView:
    """All findings of an explanation, by verdict."""

    proved: tuple[CauseView, ...]
    unknown: tuple[CauseView, ...]
    refuted: tuple[CauseView, ...]
    remedies: tuple[RemedyView, ...]
    unaffected: UnaffectedView
    hotline: ContactView


def findings_view(explanation: Explanation, language: Language, record_address: RecordAddress) -> FindingsView:
    """Present an explanation's findings; remedies stand in the order in which causes block, each once."""
    causes = {
        verdict: tuple(_cause(one, explanation, language, record_address) for one in found)
        for verdict, found in (
            ("proved", explanation.proved),
            ("unknown", explanation.unknown),
            ("refuted", explanation.refuted),
        )
    }
    remedies = (_remedy(one.remedy, language) for one in explanation.proved if one.remedy)
    unaffected = explanation.unaffected
    return FindingsView(
        **causes,
        remedies=tuple(dict.fromkeys(remedies)),
        unaffected=UnaffectedView(unaffected.entitled, full_stop(unaffected.sentence.of(language), language)),
        hotline=contact_view(explanation.hotline, language),
    )


def contact_view(contact: Contact, language: Language) -> ContactView:
    """A contact in the reader's language."""
    return ContactView(contact.name.of(language), contact.number, contact.hours.of(language))


def _cause(finding: Finding, explanation: Explanation, language: Language, address: RecordAddress) -> CauseView:
    on = explanation.as_of.date()
    return CauseView(
        code=finding.cause,
        title=finding.title.of(language),
        sentence=full_stop(finding.sentence.of(language), language),
        since=dates.day(finding.since, language) if finding.since else "",
        evidence=tuple(_evidence(one, explanation.region, language, address) for one in finding.evidence),
        rule=rule_link(finding.rule, explanation.region, on) if finding.rule else None,
        source=contact_view(finding.source, language) if finding.source else None,
        check=full_stop(finding.check.of(language), language) if finding.check else "",
    )


def _evidence(evidence: Evidence, region: str, language: Language, address: RecordAddress) -> EvidenceView:
    return EvidenceView(
        says=full_stop(evidence.says.of(language), language),
        at=_when(evidence.at, language),
        url=address(evidence, region),
    )


def _when(at: date | datetime | None, language: Language) -> str:
    if at is None:
        return ""
    return dates.moment(at, language) if isinstance(at, datetime) else dates.day(at, language)


def _remedy(remedy: Remedy, language: Language) -> RemedyView:
    deadline = dates.day(remedy.deadline, language) if remedy.deadline else ""
    return RemedyView(
        actor=ACTORS[remedy.actor],
        needs_nobody=remedy.actor == "nobody",
        who=contact_view(remedy.who, language),
        steps=tuple(full_stop(step.of(language), language) for step in remedy.steps),
        channel=remedy.channel.of(language),
        documents=("、" if language == "zh" else ", ").join(one.of(language) for one in remedy.documents),
        deadline=remedy.deadline_text.of(language) if remedy.deadline_text else deadline,
        then=remedy.then.of(language) if remedy.then else "",
        page=remedy.page or "",
    )
