"""C66: nobody has registered the person, or the coverage is paused, so nothing can be paid. 未登记或暂停"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence, Remedy, Text
from mingzhang.answers.why.remedies import ENTITLEMENT, ID_CARD, employer_acts, self_acts
from mingzhang.answers.why.tries import cited, refused_tries

ENDED = Text("参保登记在，只是已经终止，见“参保关系已终止”", "There was a registration; it has ended")
NEVER = Text(
    "{region}没有您的参保登记，所以没有可缴的费", "You are not registered in {region}, so there is nothing to pay"
)
NO_RECORD = Text("参保登记 0 条", "0 registrations on file")


def check(facts: Facts) -> Verdict:
    """Proved by a coverage paused today, or by a register in which the person has none at all."""
    cover = facts.coverage
    tried = cited(refused_tries(facts, "NOT_ENROLLED", "COVERAGE_SUSPENDED"))
    if cover is not None and cover.status == "suspended":
        shown = (citing.coverage(cover), *tried)
        return Proved(shown, {"since": cover.holds.start, "reason": cover.reason}, since=cover.holds.start)
    if cover is not None:
        return Refuted({"scheme": cover.scheme, "since": cover.holds.start})
    if facts.coverages:
        return Refuted(says=ENDED)
    number = f"{facts.region}/{facts.person_id}"
    shown = (Evidence("enrolment.coverage", number, NO_RECORD, facts.as_of), *tried)
    return Proved(shown, {"region": facts.region_name}, says=NEVER)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Register, or have the coverage resumed by whoever paused it; then pay."""
    then = Text("登记恢复后即可缴费", "Payment is possible once the registration stands")
    if facts.coverage is not None and facts.coverage.employer_id is not None:
        return employer_acts(facts.employer, Text("请单位办理恢复参保", "Ask the employer to resume it"), then=then)
    if facts.coverage is not None:
        return self_acts(
            Text("在医保 App 或窗口申请续保", "Apply for renewal in the app or at a counter"),
            Text("对暂停有异议，可在线申诉", "If you disagree with the suspension, appeal online"),
            then=then,
            documents=(ID_CARD,),
            page="/applications/suspension-appeal",
        )
    return self_acts(
        Text(
            "先办参保登记：有单位的由单位办，没有的按灵活就业或居民", "Register first: by the employer, or by yourself"
        ),
        then=then,
        documents=(ID_CARD,),
        page=ENTITLEMENT,
    )


CAUSE = Cause(
    id="C66",
    name="enrolment_paused",
    symptoms=("PREM", "GAP"),
    rank=10,
    reads=("enrolment.coverage", "evidence.event"),
    title=Text("未登记或参保暂停", "Not registered, or paused"),
    check=check,
    proved=Text(
        "参保自 {since} 起暂停[（{reason}）]，暂停期间不能缴费",
        "The coverage has been paused since {since}[ ({reason})]; nothing can be paid meanwhile",
    ),
    refuted=Text("已登记{scheme}，自 {since} 起，没有暂停", "Registered for {scheme} since {since}, not paused"),
    remedy=remedy,
)
