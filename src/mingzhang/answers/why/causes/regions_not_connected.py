"""C49: the place of care and the insured region do not settle with one another. 跨地区限制"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.bills import refused_with
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import COUNTER, ID_CARD, self_acts

SETTLED = Text("这次已经联网结算，两地是连通的", "This bill was settled online, so the two are connected")


def check(facts: Facts) -> Verdict:
    """Proved by a refusal because the insured place is not one the institution's centre serves."""
    if refused_with(facts, "INSURED_PLACE_DIFFERS") and facts.refusal is not None:
        return Proved((citing.refusal(facts.refusal),), {"day": facts.asked_day}, since=facts.asked_day)
    if facts.bill is not None:
        return Refuted(says=SETTLED)
    return Refuted() if facts.refusal is not None else Unknown()


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Pay first, claim at home."""
    return self_acts(
        Text("请收费处核对参保地后重试", "Have the insured place checked and try again"),
        Text("不能联网的，先自费，回参保地零星报销", "If it cannot be settled online, pay and claim at home"),
        then=Text("报销款打到登记的银行账户", "The claim is paid to your bank account"),
        channel=COUNTER,
        documents=(ID_CARD, Text("发票、费用清单、病历", "invoice, list of fees, medical record")),
    )


CAUSE = Cause(
    id="C49",
    name="regions_not_connected",
    symptoms=("PAYF", "HASBAL", "OFFSITE"),
    rank=78,
    reads=("evidence.request",),
    title=Text("两地不能联网结算", "The regions do not settle with one another"),
    check=check,
    proved=Text(
        "{day} 的请求因参保地不符被拒，不能在那里联网结算", "On {day} the request was refused for its insured place"
    ),
    refuted=Text("被拒的原因不是参保地", "The refusal was not about the insured place"),
    unknown=Text("不知道在哪里就诊，不能判断两地是否连通", "The place of care is not known"),
    remedy=remedy,
    ask=Text("提供就诊机构或查询号", "Tell the institution or the look-up number"),
)
