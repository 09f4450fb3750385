"""C79: the person left the job and nobody continued the coverage. 离职后没有续保"""

from __future__ import annotations

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ENTITLEMENT, ID_CARD, self_acts
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by an interruption that follows a coverage ended for leaving the job."""
    gaps = facts.money_in.gaps_for("LEFT_JOB")
    if not gaps:
        return Refuted()
    last = gaps[-1]
    left = [one for one in facts.coverages if one.holds.end is not None and one.holds.end <= last.last]
    figures: Figures = {
        "month_first": last.first,
        "month_last": last.last,
        "count": last.months,
        "left": left[-1].holds.end if left else None,
        "open": STILL_OPEN if last.ended == "open" else None,
    }
    shown = (*map(citing_money_in.gap, gaps), *map(citing.coverage, left[-1:]))
    return Proved(shown, figures, since=last.first)


STILL_OPEN = Text("，至今没有续保", ", and nothing has followed yet")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Continue in another category soon; a short gap costs no new wait."""
    return self_acts(
        Text("有新单位的请新单位参保；没有的按灵活就业或居民续保", "Continue through a new employer, or by yourself"),
        Text("能否补缴中断月份，看补缴报价", "Whether the months can be made up is told by the late quote"),
        then=Text("接续后待遇恢复；中断不长的不重新等待", "Benefit returns; a short gap starts no new wait"),
        documents=(ID_CARD,),
        page=ENTITLEMENT,
    )


CAUSE = Cause(
    id="C79",
    name="left_the_job",
    symptoms=("GAP",),
    rank=22,
    reads=("contributions.gap", "enrolment.coverage"),
    title=Text("离职后没有续保", "Left the job and did not continue"),
    check=check,
    proved=Text(
        "[{left} 离职停保，]{month_first} 至 {month_last} 没有参保缴费（{count} 个月）[{open}]",
        "[Employment ended on {left}; ]no coverage from {month_first} to {month_last} ({count} months)[{open}]",
    ),
    refuted=Text("没有因离职造成的中断", "No interruption follows from leaving a job"),
    remedy=remedy,
)
