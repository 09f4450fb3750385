"""Refusals and choices in the language of the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzhang.answers.why.words import Language, refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.doors.counter.staff.records import Role

ROLE_WORDS: dict[Role, str | Promise] = {
    "clerk": _("经办"),
    "checker": _("复核"),
    "supervisor": _("主管"),
    "finance": _("财务"),
    "system": _("系统管理员"),
    "security": _("安全管理员"),
    "audit": _("审计管理员"),
}


def told(refusal: Refusal, language: Language) -> str:
    """What a refusal says: what is so, and what to do now."""
    return refusal_words(refusal, language).sentence
