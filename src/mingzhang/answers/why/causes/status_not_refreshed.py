"""C94: somebody who pays alone has not paid, and the status was last set before the payment day. 状态没有刷新"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY_LATE, tax_acts
from mingzhang.answers.why.words import Figures

NOT_NORMAL = Text("登记的参保状态不是正常", "The register does not show you as covered")
BY_EMPLOYER = Text(
    "由单位缴费，见“单位欠费，状态仍显示正常”", "An employer pays; see the cause of an employer that owes"
)


def check(facts: Facts) -> Verdict:
    """Proved by an active coverage without employer, set before a payment day that has passed unpaid."""
    cover = facts.coverage
    if cover is None or cover.status != "active":
        return Refuted(says=NOT_NORMAL)
    if cover.employer_id is not None:
        return Refuted(says=BY_EMPLOYER)
    owed = [month for month in facts.owed if month.due_on >= cover.holds.start]
    if not owed:
        return Refuted({"count": len(facts.months)})
    standing = facts.money_in.standing
    figures: Figures = {
        "category": cover.category,
        "since": cover.holds.start,
        "months": tuple(month.month for month in owed),
        "missing_fen": sum(month.missing_fen for month in owed),
        "grace": standing.grace_until if standing is not None else None,
    }
    shown = (citing.coverage(cover), *map(citing.due, owed))
    return Proved(shown, figures, since=owed[0].month, amount_fen=sum(month.missing_fen for month in owed))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person pays; the status then says what is so."""
    return tax_acts(
        Text(
            "补缴 {months}，共 {missing_fen} 元，滞纳金以报价为准",
            "Pay {months}: {missing_fen} yuan, plus the quoted late fee",
        ).filled(proved.figures),
        then=Text(
            "到账后状态与待遇一致；欠着时就医可能不报销",
            "Status and benefit agree then; while owed, care may not be paid",
        ),
        deadline=facts.next_cutoff,
        page=PAY_LATE,
    )


CAUSE = Cause(
    id="C94",
    name="status_not_refreshed",
    symptoms=("FAKEOK",),
    rank=21,
    reads=("enrolment.coverage", "contributions.due", "contributions.standing"),
    title=Text("没有缴费，状态没有刷新", "Not paid; the status was not refreshed"),
    check=check,
    proved=Text(
        "“正常”自 {since} 登记后没有改过（{category}）；{months} 欠 {missing_fen} 元没有缴[；待遇照常到 {grace}]",
        "“Normal” was set on {since} ({category}) and not since; {missing_fen} yuan of {months} are owed"
        "[; benefit goes on until {grace}]",
    ),
    refuted=Text("应缴的 {count} 期都已缴，状态属实", "All {count} periods were paid; the status is right"),
    remedy=remedy,
)
