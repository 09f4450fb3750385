"""C14: the payment came after the month's run and waits for the next one. 缴费晚于划账"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts


def check(facts: Facts) -> Verdict:
    """Proved by a month paid after its run had begun and not credited since."""
    late = []
    for month in facts.waiting:
        run = facts.run_of(month.month)
        if run is not None and run.state == "finished" and month.paid_at is not None and month.paid_at > run.started_at:
            late.append((month, run))
    if not late:
        return Refuted()
    return Proved(
        tuple(evidence for month, run in late for evidence in (citing.paid(month), citing.run(run))),
        {
            "months": tuple(month.month for month, _ in late),
            "paid_at": late[-1][0].paid_at,
            "run_at": late[-1][1].started_at,
            "amount_fen": sum(month.account_part_fen for month, _ in late),
        },
        since=late[0][0].month,
        amount_fen=sum(month.account_part_fen for month, _ in late),
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The next run makes it up."""
    return operator_acts(
        Text("等待下一次划账补划 {months}", "Wait for the next run, which makes up {months}").filled(proved.figures),
        then=Text("下一次划账后到账 {amount_fen} 元", "{amount_fen} yuan are credited then").filled(proved.figures),
    )


CAUSE = Cause(
    id="C14",
    name="paid_after_cut_off",
    symptoms=("NOMON",),
    rank=42,
    reads=("contributions.due", "accounts.run", "accounts.item"),
    title=Text("缴费晚于当月划账", "Paid after the month's run"),
    check=check,
    proved=Text(
        "{months} 的缴费 {paid_at} 才到，晚于划账（{run_at}），转入下一批",
        "{months} were paid {paid_at}, after the run of {run_at}, and move to the next one",
    ),
    refuted=Text("没有晚于划账才到的缴费在等待", "No payment that came after its run is waiting"),
    remedy=remedy,
)
