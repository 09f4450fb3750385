"""C105: the refund waits for its review, in some regions that of the year. 年度审核后才退"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.refunding import figures_of
from mingzhang.answers.why.remedies import RECEIPTS, agency_acts

OVERDUE = Text(
    "{asked} 受理的退费 {amount_fen} 元应在 {promised} 前办完，已超期，请经办机构办理",
    "The refund of {amount_fen} yuan asked for {asked} was due by {promised}; it is late and the agency owes it",
)
DONE = Text("退费已办完：{stage}（{finished}）", "The refund {stage} ({finished})")


def check(facts: Facts) -> Verdict:
    """Proved by a refund that is asked for, reviewed or sent and not back yet."""
    running = [one for one in facts.money_in.refunds if one.state in ("asked", "reviewed", "sent", "failed")]
    if not running:
        finished = [one for one in facts.money_in.refunds if one.state == "paid_back"]
        return Refuted(figures_of(finished[-1]), says=DONE) if finished else Refuted()
    last = running[-1]
    late = last.expected_on is not None and facts.today > last.expected_on
    return Proved(
        tuple(map(citing_money_in.refund, running)),
        {**figures_of(last), "promised": last.expected_on},
        says=OVERDUE if late else None,
        since=running[0].asked_at.date(),
        amount_fen=last.amount_fen,
        expected=last.expected_on,
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The agency reviews; after the promised day it owes an answer."""
    return agency_acts(
        Text("等待审核和划款[（{expected} 前）]", "Wait for the review and the transfer[ (by {expected})]").filled(
            proved.figures
        ),
        Text("过期可拨 12393，报退费号 {number}", "If it is late, call 12393 with refund no. {number}").filled(
            proved.figures
        ),
        then=Text("审核后原路退回", "It goes back the way it came"),
        deadline=proved.expected,
        page=RECEIPTS,
    )


CAUSE = Cause(
    id="C105",
    name="refund_after_yearly_review",
    symptoms=("XMON", "NOREF"),
    rank=55,
    reads=("collection.refund",),
    title=Text("退费在审核中", "The refund waits for its review"),
    check=check,
    proved=Text(
        "{asked} 受理的退费 {amount_fen} 元{stage}[，按规定 {expected} 前退回]",
        "The refund of {amount_fen} yuan asked for {asked} {stage}[; by rule it is due by {expected}]",
    ),
    refuted=Text("没有在等待审核的退费", "No refund waits for a review"),
    remedy=remedy,
)
