"""C93: the status reads normal since it follows the declaration, while the employer owes. 状态正常但单位欠费"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import employer_acts
from mingzhang.answers.why.words import Figures

NOT_NORMAL = Text("登记的参保状态不是正常", "The register does not show you as covered")
NO_EMPLOYER = Text("不是单位参保", "No employer insures you")


def check(facts: Facts) -> Verdict:
    """Proved by an active coverage through an employer while months past their payment day are owed."""
    cover = facts.coverage
    if cover is None or cover.status != "active":
        return Refuted(says=NOT_NORMAL)
    if cover.employer_id is None:
        return Refuted(says=NO_EMPLOYER)
    owed = [month for month in facts.owed if month.employer_id is not None]
    if not owed:
        return Refuted({"count": len(facts.months)})
    standing = facts.money_in.standing
    figures: Figures = {
        "employer": facts.employer.name if facts.employer is not None else None,
        "months": tuple(month.month for month in owed),
        "missing_fen": sum(month.missing_fen for month in owed),
        "grace": standing.grace_until if standing is not None else None,
    }
    shown = (citing.coverage(cover), *map(citing.due, owed))
    return Proved(shown, figures, since=owed[0].month, amount_fen=sum(month.missing_fen for month in owed))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The employer pays; the person can complain."""
    return employer_acts(
        facts.employer,
        Text(
            "请单位补缴 {months}，共 {missing_fen} 元（另加滞纳金）",
            "Ask it to pay {months}: {missing_fen} yuan, plus the late fee",
        ).filled(proved.figures),
        Text("单位不缴的，可拨 12393 反映，经办机构催缴", "If it does not, call 12393; the agency urges it"),
        then=Text("到账后个人账户按月补划，统筹待遇恢复", "The account is made up month by month, and benefit resumes"),
        deadline=facts.next_cutoff,
    )


CAUSE = Cause(
    id="C93",
    name="normal_status_but_employer_owes",
    symptoms=("FAKEOK",),
    rank=20,
    reads=("enrolment.coverage", "contributions.due", "contributions.standing"),
    title=Text("单位欠费，状态仍显示正常", "Status normal though the employer owes"),
    check=check,
    proved=Text(
        "“正常”是参保登记的状态：[{employer}]还登记着您，但 {months} 欠 {missing_fen} 元没有缴[；待遇照常到 {grace}]",
        "“Normal” is the register's word:[ {employer}] declares you, but owes {missing_fen} yuan of {months}"
        "[; benefit goes on until {grace}]",
    ),
    refuted=Text(
        "单位应缴的 {count} 期都已缴，状态属实", "All {count} periods were paid by the employer; the status is right"
    ),
    remedy=remedy,
)
