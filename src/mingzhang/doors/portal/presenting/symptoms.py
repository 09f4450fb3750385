"""What people see and ask about, in their own words: the chooser of the why page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that people see: its code in the matrix, what it looks like, and where they see it."""

    code: str
    words: str | Promise
    seen: str | Promise


SYMPTOMS = (
    Symptom("Z0", _("余额是 0"), _("查余额时")),
    Symptom("DASH", _("余额显示一条杠，没有数"), _("在别的 App 或自助机上")),
    Symptom("LESS", _("余额比我想的少"), _("查余额时")),
    Symptom("NOMON", _("这个月没有划钱进来"), _("查明细时")),
    Symptom("HASBAL", _("有余额，却不能用"), _("在药店或医院")),
    Symptom("PAY0", _("个人账户付了 0"), _("结算单上")),
    Symptom("PAYF", _("刷卡或扫码失败"), _("在药店或医院")),
    Symptom("NOREIMB", _("没有报销，基金付了 0"), _("结算单上")),
)


def symptom_of(code: str) -> Symptom | None:
    """The symptom with this code, or None."""
    return next((one for one in SYMPTOMS if one.code == code), None)
