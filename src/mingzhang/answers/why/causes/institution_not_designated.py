"""C50: the institution had no active agreement on the service day. 非定点或协议暂停"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.bills import asked_agreement, asked_institution, refused_with
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts
from mingzhang.answers.why.words import Figures

CODES = ("NOT_DESIGNATED", "AGREEMENT_SUSPENDED", "AGREEMENT_TERMINATED", "NO_AGREEMENT")


def check(facts: Facts) -> Verdict:
    """Proved by an agreement that is suspended, ended or missing on the day asked about."""
    institution, agreement = asked_institution(facts), asked_agreement(facts)
    if institution is None and not refused_with(facts, *CODES):
        return Unknown()
    active = agreement is not None and agreement.state == "active"
    if active and not refused_with(facts, *CODES):
        return Refuted({"institution": institution.name if institution else None})
    evidence = []
    if agreement is not None:
        evidence.append(citing.agreement(agreement))
    if facts.refusal is not None:
        evidence.append(citing.refusal(facts.refusal))
    if facts.bill is not None:
        evidence.append(citing.bill(facts.bill, Text("在无有效协议的机构结算", "settled without an active agreement")))
    figures: Figures = {
        "institution": institution.name if institution is not None else None,
        "day": facts.asked_day,
        "state": agreement.state if agreement is not None else Text("没有协议", "none"),
    }
    since = agreement.holds.start if agreement is not None else None
    return Proved(tuple(evidence), figures, since=since)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Go to a designated one; the institution itself restores its agreement."""
    return self_acts(
        Text("换一家定点机构就诊或购药", "Go to a designated institution"),
        Text("在医保 App“定点机构”里查最近的一家", "See the nearest one under “Institutions” in the app"),
        then=Text("在定点机构可正常刷卡", "The card works there"),
    )


CAUSE = Cause(
    id="C50",
    name="institution_not_designated",
    symptoms=("PAYF", "HASBAL", "NOREIMB"),
    rank=37,
    reads=("institutions.agreement", "evidence.request"),
    title=Text("机构不是定点或协议暂停", "No active agreement"),
    check=check,
    proved=Text("[{institution} ]{day} 的医保协议：{state}", "[{institution}: ]agreement on {day}: {state}"),
    refuted=Text("[{institution} ]当天是有效的定点机构", "[{institution} ]had an active agreement on the day"),
    unknown=Text("不知道是哪家机构", "The institution is not known"),
    remedy=remedy,
    ask=Text("提供机构名称或结算单号", "Tell the institution or the settlement's number"),
)
