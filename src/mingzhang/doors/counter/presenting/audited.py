"""Rows of the audit chain in words: who did what to whom, with the facts of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language
from mingzhang.books.evidence import AuditRow
from mingzhang.doors.frame.presenting import dates

ACTIONS: dict[str, str | Promise] = {
    "STAFF_ADDED": _("新建账号"),
    "STAFF_LOCKED": _("锁定账号"),
    "STAFF_UNLOCKED": _("解锁账号"),
    "PASSWORD_CHANGED": _("改密码"),
    "PASSWORD_RESET": _("重设密码"),
    "RIGHTS_ASKED": _("提出授权"),
    "RIGHTS_GIVEN": _("给予权限"),
    "RIGHTS_TAKEN": _("收回权限"),
    "RIGHTS_REFUSED": _("不同意授权"),
    "SIGNED_IN": _("登录"),
    "SIGNED_OUT": _("退出"),
    "SIGN_IN_REFUSED": _("登录被拒"),
    "UNMASKED": _("看了完整身份证号和手机号"),
    "AUDIT_VERIFIED": _("验证审计链"),
}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row: its number, when, by whom, what, about whom, and the facts as text."""

    row: int
    at: str
    actor: str
    action: str | Promise
    subject: str
    facts: str


def audit_lines(rows: Iterable[AuditRow], language: Language) -> tuple[AuditLine, ...]:
    """Present rows; an action that belongs to another room keeps its code."""
    return tuple(
        AuditLine(
            row=one.row,
            at=dates.moment(one.at, language),
            actor=one.actor,
            action=ACTIONS.get(one.action, one.action),
            subject=one.subject,
            facts=_told(one.facts),
        )
        for one in rows
    )


def _told(facts: Mapping[str, Any]) -> str:
    """The facts as `name value` pairs, lists joined; what is empty is left out."""
    pairs = (
        (name, " ".join(map(str, value)) if isinstance(value, list) else str(value)) for name, value in facts.items()
    )
    return " · ".join(f"{name} {value}" for name, value in pairs if value)
