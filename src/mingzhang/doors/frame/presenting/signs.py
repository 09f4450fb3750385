"""Words and signs for closed states: each state has a word, an icon and a tone, so that nothing hangs on colour alone.

Tones: `good`, `info`, `care`, `stop`, and `rest` for what asks nothing of anybody.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Sign(NamedTuple):
    """How a state is shown."""

    word: str | Promise
    icon: str
    tone: str


MONTHS = {
    "paid": Sign(_("已缴"), "check", "good"),
    "late": Sign(_("补缴"), "check", "info"),
    "part": Sign(_("缴了部分"), "half", "care"),
    "unpaid": Sign(_("未缴"), "warn", "stop"),
    "not_due": Sign(_("未到期"), "calendar", "rest"),
    "exempt": Sign(_("不用缴"), "check", "rest"),
    "not_assessed": Sign(_("没有核定"), "ask", "rest"),
    "uncovered": Sign(_("未参保"), "none", "rest"),
    "suspended": Sign(_("暂停"), "pause", "care"),
    "on_way": Sign(_("在途"), "clock", "care"),
    "refunded": Sign(_("已退费"), "back", "rest"),
}

ORDERS = {
    "created": Sign(_("还没有发出"), "clock", "care"),
    "sent": Sign(_("已发给渠道"), "clock", "care"),
    "accepted": Sign(_("渠道已收，还没入账"), "clock", "care"),
    "posted": Sign(_("已入账"), "check", "good"),
    "failed": Sign(_("没有缴成"), "out", "stop"),
    "reversed": Sign(_("已退回"), "back", "rest"),
    "unknown": Sign(_("还没有回音"), "ask", "care"),
}

REFUNDS = {
    "asked": Sign(_("已申请"), "clock", "care"),
    "refused": Sign(_("没有批准"), "out", "stop"),
    "reviewed": Sign(_("已批准，等付款"), "clock", "info"),
    "sent": Sign(_("已付出，等到账"), "clock", "info"),
    "paid_back": Sign(_("已退到账"), "check", "good"),
    "failed": Sign(_("被退回，没有到账"), "warn", "stop"),
}

CASES = {
    "submitted": Sign(_("已提交，等受理"), "clock", "info"),
    "accepted": Sign(_("办理中"), "clock", "info"),
    "waiting_papers": Sign(_("等您补材料"), "warn", "care"),
    "proposed": Sign(_("等复核"), "clock", "info"),
    "done": Sign(_("已办结"), "check", "good"),
    "refused": Sign(_("没有批准"), "out", "stop"),
    "withdrawn": Sign(_("已撤回"), "back", "rest"),
}

PAYOUTS = {
    "ordered": Sign(_("已批准，等付款"), "clock", "info"),
    "sent": Sign(_("已付出，等到账"), "clock", "info"),
    "paid": Sign(_("已付到账"), "check", "good"),
    "failed": Sign(_("被银行退回"), "warn", "stop"),
}

RECEIVED = Sign(_("已收到，还没入账"), "clock", "care")
SENT_BACK = Sign(_("已退回"), "back", "rest")
