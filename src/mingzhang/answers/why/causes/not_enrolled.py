"""C20: there is no active coverage anywhere. 未参保"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence, Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, self_acts

COVERED_ELSEWHERE = Text("在{region}有参保", "There is coverage in {region}")
ENDED = Text("{ended} 起没有参保", "There has been no coverage since {ended}")


def check(facts: Facts) -> Verdict:
    """Proved when no coverage holds today in this region or in another."""
    if facts.coverage is not None:
        return Refuted({"scheme": facts.coverage.scheme, "since": facts.coverage.holds.start})
    if facts.elsewhere:
        return Refuted({"region": facts.elsewhere[0].region_name}, says=COVERED_ELSEWHERE)
    past = [cover for cover in facts.coverages if cover.holds.end is not None and cover.holds.end <= facts.today]
    if past:
        last = past[-1]
        return Proved((citing.coverage(last),), {"ended": last.holds.end}, says=ENDED, since=last.holds.end)
    none = Text("{region}及已联网地区没有参保登记", "No coverage is on file in {region} or a connected region")
    number = f"{facts.region}/{facts.person_id}"
    return Proved((Evidence("enrolment.coverage", number, none.filled({"region": facts.region_name}), facts.as_of),))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person enrols, through an employer or alone."""
    return self_acts(
        Text("有单位的，请单位办理职工参保", "With an employer: ask it to enrol you"),
        Text("没有单位的，可按灵活就业或居民参保", "Without one: enrol as a flexible worker or a resident"),
        then=Text("参保并缴费后显示账户状态与待遇", "After enrolling and paying, the account and benefit are shown"),
        documents=(ID_CARD,),
    )


CAUSE = Cause(
    id="C20",
    name="not_enrolled",
    symptoms=("Z0", "NOQ"),
    rank=10,
    reads=("enrolment.coverage",),
    title=Text("没有参保", "Not enrolled"),
    check=check,
    proved=Text("没有查到任何参保登记", "No coverage is on file anywhere"),
    refuted=Text("已参加{scheme}，自 {since} 起", "Covered by {scheme} since {since}"),
    remedy=remedy,
)
