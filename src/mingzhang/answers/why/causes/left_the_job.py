"""C79: the person left the job and nobody continued the coverage. 离职后没有续保"""

from __future__ import annotations

from datetime import date

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ENTITLEMENT, ID_CARD, self_acts
from mingzhang.answers.why.words import Figures
from mingzhang.registers.enrolment.records import Coverage


def check(facts: Facts) -> Verdict:
    """Proved by a coverage that ended for leaving the job and that nothing followed, or by the gap after it."""
    gaps = facts.money_in.gaps_for("LEFT_JOB")
    left = [one for one in facts.coverages if one.cause == LEFT_JOB and _ended(one) is not None]
    now = facts.coverage
    still_out = bool(left) and (now is None or now.status == "stopped")
    if not gaps and not still_out:
        return Refuted()
    ended = _ended(left[-1]) if left else None
    last = gaps[-1] if gaps else None
    figures: Figures = {
        "left": ended,
        "month_first": last.first if last is not None else None,
        "month_last": last.last if last is not None else None,
        "count": last.months if last is not None else None,
        "open": STILL_OPEN if still_out else None,
    }
    shown = (*map(citing_money_in.gap, gaps), *map(citing.coverage, left[-1:]))
    return Proved(shown, figures, since=last.first if last is not None else ended)


def _ended(cover: Coverage) -> date | None:
    """From which day a coverage no longer covers."""
    return cover.holds.start if cover.status == "stopped" else cover.holds.end


LEFT_JOB = "left_job"  # a word of the register's STOP_REASONS
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
        "[{left} 离职停保][，{month_first} 至 {month_last} 没有参保缴费（{count} 个月）][{open}]",
        "[Employment ended on {left}][; no coverage from {month_first} to {month_last} ({count} months)][{open}]",
    ),
    refuted=Text("没有因离职造成的中断", "No interruption follows from leaving a job"),
    remedy=remedy,
)
