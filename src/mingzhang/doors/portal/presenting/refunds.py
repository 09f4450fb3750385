"""A refund of contributions as its payer sees it: why, how much, how far, by which route, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzhang.answers.why.words import Language
from mingzhang.basics.identifiers import record_number
from mingzhang.doors.frame.presenting import dates
from mingzhang.doors.frame.presenting.channels import channel_name, failure_words
from mingzhang.doors.frame.presenting.money import yuan
from mingzhang.doors.frame.presenting.signs import REFUNDS, Sign
from mingzhang.money.collection.refunds.records import Attempt, Refund

REASONS: Mapping[str, str | Promise] = {
    "DUPLICATE": gettext_lazy("同一个月缴了两次"),
    "TWO_SCHEMES": gettext_lazy("同一段时间另一个险种也缴了"),
    "IDENTITY_WRONG": gettext_lazy("姓名或号码填错，缴到别人名下"),
    "BATCH": gettext_lazy("整批扣错，不是您的原因"),
    "STOPPED_BEFORE_BENEFIT": gettext_lazy("待遇开始前停保"),
    "DIED_BEFORE_BENEFIT": gettext_lazy("待遇开始前去世"),
    "OVERPAID": gettext_lazy("多缴了"),
    "NEVER_CAME": gettext_lazy("款项没有到"),
}
OVER = ("refused", "paid_back")


@dataclass(frozen=True, slots=True)
class RefundView:
    """One refund; `case` is the number of the application behind it, when there is one."""

    why: str | Promise
    sign: Sign
    amount: str
    asked: str
    expected: str
    provisional: bool
    route: str
    note: str
    case: str


def refund_view(refund: Refund, region: str, language: Language) -> RefundView:
    """Present a refund."""
    last = refund.attempts[-1] if refund.attempts else None
    is_over = refund.state in OVER
    return RefundView(
        why=REASONS[refund.reason],
        sign=REFUNDS[refund.state],
        amount=yuan(refund.amount_fen),
        asked=dates.moment(refund.asked_at, language),
        expected="" if is_over else dates.day(refund.expected_on, language),
        provisional=refund.expected_provisional,
        route=_route(last) if last else "",
        note=_note(refund, last, language),
        case=record_number(region, refund.case_id) if refund.case_id else "",
    )


def _route(last: Attempt) -> str:
    if last.route == "original":
        return _("原路退回：%(channel)s") % {"channel": channel_name(last.channel)}
    return _("退到银行账户，尾号 %(last)s") % {"last": last.account_last4 or ""}


def _note(refund: Refund, last: Attempt | None, language: Language) -> str:
    if refund.state == "failed" and last is not None:
        return failure_words(last.code, language)
    return refund.review_note
