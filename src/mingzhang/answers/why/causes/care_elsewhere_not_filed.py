"""C48: care in another region was not filed. 异地未备案"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, self_acts
from mingzhang.answers.why.words import Figures

AT_HOME = Text("在参保地就诊，不需要备案", "The care was at home and needs no filing")


def check(facts: Facts) -> Verdict:
    """Proved by a visit in another region on a day that no filing covers."""
    asked = facts.bill or facts.refusal
    if asked is None or asked.institution is None:
        return Unknown()
    if asked.institution.region == facts.region:
        return Refuted(says=AT_HOME)
    figures: Figures = {"day": facts.asked_day, "institution": asked.institution.name}
    if facts.filing is not None:
        return Refuted({"since": facts.filing.holds.start})
    says = Text(
        "{day} 在参保地以外的{institution}就诊", "{day}: care at {institution}, outside the insured region"
    ).filled(figures)
    shown = citing.bill(facts.bill, says) if facts.bill is not None else None
    evidence = shown or (citing.refusal(facts.refusal) if facts.refusal is not None else None)
    return Proved((evidence,) if evidence is not None else (), figures, since=facts.asked_day)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person files, also late."""
    return self_acts(
        Text("在“异地备案”里补办，填就诊地和起止日期", "File it under “Care elsewhere”, with place and dates"),
        Text(
            "出院前补办的，可按已备案结算；已结算的按未备案比例",
            "Filed before discharge it counts; what is settled stays",
        ),
        then=Text("备案后直接按备案比例结算", "Bills then take the filed rate"),
        documents=(ID_CARD,),
        deadline_text=Text("出院前", "before discharge"),
    )


CAUSE = Cause(
    id="C48",
    name="care_elsewhere_not_filed",
    symptoms=("PAYF", "HASBAL", "NOREIMB", "OFFSITE"),
    rank=77,
    reads=("visits.settlement", "filings.offsite"),
    title=Text("异地就医没有备案", "Care elsewhere was not filed"),
    check=check,
    proved=Text(
        "{day} 在{institution}就诊，属异地，没有有效备案", "Care at {institution} on {day} was elsewhere and not filed"
    ),
    refuted=Text("备案有效（{since} 起）", "It was filed, since {since}"),
    unknown=Text("不知道在哪家机构就诊", "The institution is not known"),
    remedy=remedy,
    ask=Text("提供就诊机构或结算单号", "Tell the institution or the settlement's number"),
)
