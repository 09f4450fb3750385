"""The 22 symptoms, as people say them, and the causes each of them has run."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from mingzhang.answers.why.cause import Cause
from mingzhang.answers.why.causes import checked_causes
from mingzhang.answers.why.not_yet_seen import unseen_causes
from mingzhang.answers.why.records import Text

SYMPTOMS = MappingProxyType(
    {
        "Z0": Text("余额为 0", "The balance is 0"),
        "DASH": Text("余额显示一条杠", "The balance shows a dash"),
        "NOQ": Text("查不到余额", "The balance cannot be found"),
        "LESS": Text("余额减少了", "The balance became less"),
        "NOMON": Text("交了费却没有余额", "Paid, but no balance"),
        "HASBAL": Text("有余额不能用", "There is a balance that cannot be used"),
        "PAY0": Text("医保支付显示 0 元", "The insurance paid 0"),
        "PAYF": Text("支付失败、刷不了卡", "The payment failed"),
        "NOREIMB": Text("不能报销或报销比预想少", "Nothing, or less than expected, was reimbursed"),
        "LIM": Text("超出限额", "Above a limit"),
        "PREM": Text("医保费交不了", "The contribution cannot be paid"),
        "GAP": Text("中断缴费", "Contributions interrupted"),
        "PREF": Text("缴费成功后又退款", "Paid, then refunded"),
        "NOREF": Text("缴费后钱退不回来", "The contribution is not refunded"),
        "PNF": Text("缴了查不到记录或发票", "Paid, but no record or invoice"),
        "GJ": Text("共济用不了、绑不上", "The family grant does not work"),
        "XMON": Text("跨月不退费", "No refund across months"),
        "RSLOW": Text("医院退费慢", "The hospital's refund is slow"),
        "CSLOW": Text("报销迟迟不到账", "The claim is not paid yet"),
        "WDRAW": Text("提取受限", "Withdrawal is limited"),
        "FAKEOK": Text("没缴费却显示正常参保", "Not paid, yet shown as covered"),
        "OFFSITE": Text("异地用不了", "It does not work elsewhere"),
    }
)
OF_A_PAYMENT = frozenset({"PAY0", "PAYF", "NOREIMB", "HASBAL", "LIM", "OFFSITE"})
"""The symptoms that are about one payment: a settlement or a refused request."""
OF_CONTRIBUTIONS = frozenset({"PREM", "GAP", "PREF", "NOREF", "PNF", "FAKEOK"})
"""The symptoms that are about paying contributions: what is shown is how the months stand, not the account."""


@cache
def all_causes() -> tuple[Cause, ...]:
    """All 111 causes of the matrix, by number."""
    return tuple(sorted((*checked_causes(), *unseen_causes()), key=lambda cause: int(cause.id[1:])))


@cache
def causes_of(symptom: str) -> tuple[Cause, ...]:
    """The causes to run for a symptom, in blocking order."""
    return tuple(sorted((c for c in all_causes() if symptom in c.symptoms), key=lambda c: (c.rank, int(c.id[1:]))))
