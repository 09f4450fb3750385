"""C73: the coverage has ended (left the job, retired, cancelled), so its contribution cannot be paid. 参保已终止"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ENTITLEMENT, ID_CARD, self_acts
from mingzhang.answers.why.tries import cited, refused_tries
from mingzhang.registers.enrolment.records import Coverage

NEVER_BEGAN = Text("没有参保登记，谈不上终止", "There is no registration that could have ended")


def check(facts: Facts) -> Verdict:
    """Proved by the last coverage when it has ended or was stopped and nothing follows it today."""
    cover = facts.coverage
    if cover is not None and cover.status != "stopped":
        return Refuted({"scheme": cover.scheme, "since": cover.holds.start})
    last = cover or _last_ended(facts)
    if last is None:
        return Refuted(says=NEVER_BEGAN)
    ended = last.holds.start if last.status == "stopped" else last.holds.end
    shown = (citing.coverage(last), *cited(refused_tries(facts, "NOT_ENROLLED", "COVERAGE_STOPPED")))
    return Proved(shown, {"scheme": last.scheme, "ended": ended, "reason": last.reason or None}, since=ended)


def _last_ended(facts: Facts) -> Coverage | None:
    ended = [one for one in facts.coverages if one.holds.end is not None and one.holds.end <= facts.today]
    return max(ended, key=lambda one: one.holds.start, default=None)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Go on in another category."""
    return self_acts(
        Text("有新单位的，请新单位参保", "With a new employer: ask it to enrol you"),
        Text("没有单位的，按灵活就业或居民续保", "Without one: continue as a flexible worker or a resident"),
        then=Text(
            "接续后按新的身份缴费；间隔不长的不重新等待", "Pay in the new category; a short gap starts no new wait"
        ),
        documents=(ID_CARD,),
        page=ENTITLEMENT,
    )


CAUSE = Cause(
    id="C73",
    name="enrolment_ended",
    symptoms=("PREM",),
    rank=14,
    reads=("enrolment.coverage", "evidence.event"),
    title=Text("参保关系已终止", "The enrolment has ended"),
    check=check,
    proved=Text(
        "{scheme}参保已于 {ended} 终止[，原因：{reason}]，不能再按原身份缴费",
        "{scheme} ended on {ended}[ ({reason})]; it cannot be paid in that category any more",
    ),
    refuted=Text("{scheme}参保有效，自 {since} 起", "{scheme} has been in force since {since}"),
    remedy=remedy,
)
