"""What an applicant is told at each step, Chinese first, then English; by the words of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mingzhang.books.cases.kinds import CaseKind, Words
from mingzhang.books.cases.records import Case

_TEXTS: Mapping[str, Words] = MappingProxyType(
    {
        "submit": Words(
            "已收到您的{title}申请，编号 {number}。{due}",
            "We received your application: {title}, number {number}. {due}",
        ),
        "accept": Words(
            "您的{title}申请（编号 {number}）已受理。{due}",
            "Your application ({title}, number {number}) was accepted for handling. {due}",
        ),
        "ask_for_papers": Words(
            "您的{title}申请（编号 {number}）还缺材料：{missing}。补齐前办理时限暂停计算。",
            "Your application ({title}, number {number}) lacks papers: {missing}. Our time stands until they come.",
        ),
        "papers_arrived": Words(
            "您的{title}申请（编号 {number}）材料已收齐，办理时限恢复计算。{due}",
            "The papers of your application ({title}, number {number}) came; our time runs on. {due}",
        ),
        "extend": Words(
            "您的{title}申请（编号 {number}）办理时限延长一次：{note}。{due}",
            "The time for your application ({title}, number {number}) was extended once: {note}. {due}",
        ),
        "approve": Words(
            "您的{title}申请（编号 {number}）已办结，结果可在“我的申请”查看。",
            "Your application ({title}, number {number}) is done; see the outcome under “My applications”.",
        ),
        "refuse": Words(
            "您的{title}申请（编号 {number}）未获同意：{why}{note}。如有异议，可申请复核。",
            "Your application ({title}, number {number}) was refused: {why}{note}. You may ask for a review.",
        ),
        "withdraw": Words(
            "您的{title}申请（编号 {number}）已撤回。",
            "Your application ({title}, number {number}) was withdrawn.",
        ),
    }
)
_DUE = Words("预计 {day} 前办结。", "It is due by {day}.")
_NO_TIME = Words("该事项没有已知的法定办理时限。", "No statutory time is known for it.")


def notice(kind: CaseKind, found: Case, step: str, note: str) -> str:
    """The message of one step, with the clerk's note where the step has one: a Chinese and an English line."""
    return "\n".join(_told(kind, found, step, note, language) for language in (0, 1))


def _told(kind: CaseKind, found: Case, step: str, note: str, language: int) -> str:
    why = next((reason.title for reason in kind.reasons if reason.code == found.reason_code), Words("", ""))[language]
    joint = ("；", "; ")[language] if why and note else ""
    text = _TEXTS[step][language].format(
        title=kind.title[language],
        number=found.number,
        due=_due(found, language),
        missing=found.missing,
        why=why + joint,
        note=note,
    )
    return text.strip()


def _due(found: Case, language: int) -> str:
    if found.due_on is None:
        return _NO_TIME[language] if found.given_workdays is None else ""
    return _DUE[language].format(day=found.due_on.isoformat())
