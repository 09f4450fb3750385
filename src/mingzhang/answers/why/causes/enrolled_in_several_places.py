"""C68: the person is enrolled in several places at once, and the payment is stopped. 多地重复参保"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, self_acts
from mingzhang.answers.why.tries import cited, refused_tries
from mingzhang.answers.why.words import Figures

NOT_HERE = Text("本地没有有效参保，不是重复参保", "There is no active coverage here, so it is not a double one")


def check(facts: Facts) -> Verdict:
    """Proved by an active coverage here and another one, on the same day, in another region."""
    cover = facts.coverage
    if cover is None or cover.status != "active":
        return Refuted(says=NOT_HERE)
    if not facts.elsewhere:
        return Refuted({"region": facts.region_name})
    there = facts.elsewhere[0]
    shown = (
        citing.coverage(cover),
        *map(citing.elsewhere, facts.elsewhere),
        *cited(refused_tries(facts, "DUPLICATE_ENROLMENT")),
    )
    figures: Figures = {
        "here": facts.region_name,
        "there": there.region_name,
        "scheme": there.scheme,
        "since": there.since,
    }
    return Proved(shown, figures, since=max(there.since, cover.holds.start))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person keeps one place and ends the others."""
    return self_acts(
        Text(
            "保留实际工作或居住地的一处（有职工医保的保留职工医保），其余办理停保",
            "Keep the place where you work or live (the employee scheme comes first); end the others",
        ),
        Text("{there}停保后，回到这里缴费", "After {there} has ended it, pay here").filled(proved.figures),
        then=Text(
            "只剩一处参保后即可缴费，重复缴的可申请退费", "One place can be paid; what was paid twice is refunded"
        ),
        documents=(ID_CARD,),
    )


CAUSE = Cause(
    id="C68",
    name="enrolled_in_several_places",
    symptoms=("PREM",),
    rank=11,
    reads=("enrolment.coverage", "evidence.event"),
    title=Text("多地重复参保", "Enrolled in several places"),
    check=check,
    proved=Text(
        "在{here}和{there}同时参保（{there}：{scheme}，自 {since} 起），缴费被拦下",
        "Enrolled in {here} and {there} at once ({there}: {scheme}, since {since}), so the payment is stopped",
    ),
    refuted=Text("只在{region}参保，没有重复", "Enrolled in {region} only"),
    remedy=remedy,
)
