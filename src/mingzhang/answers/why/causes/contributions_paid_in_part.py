"""C2: a month was paid, but too little. 缴费不足"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import TAX
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import employer_acts, tax_acts


def check(facts: Facts) -> Verdict:
    """Proved by months of which a part was paid and a part is missing."""
    short = tuple(month for month in facts.months if month.state == "part")
    if short:
        return Proved(
            tuple(citing.due(month) for month in short),
            {"months": tuple(month.month for month in short), "missing_fen": sum(month.missing_fen for month in short)},
            since=short[0].month,
            amount_fen=sum(month.missing_fen for month in short),
        )
    owes = facts.coverage is not None and facts.coverage.status == "active" and facts.category != "retired"
    return Refuted() if facts.months or not owes else Unknown()


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The missing part is paid; a month counts only when it is complete."""
    step = Text("补足 {months} 的差额 {missing_fen} 元", "Pay the missing {missing_fen} yuan of {months}")
    then = Text("补足后该月才划入个人账户", "The account is credited once the month is complete")
    short = [month for month in facts.months if month.state == "part"]
    if short and short[-1].employer_id is not None:
        return employer_acts(facts.employer, step.filled(proved.figures), then=then, deadline=facts.next_cutoff)
    return tax_acts(step.filled(proved.figures), then=then, deadline=facts.next_cutoff)


CAUSE = Cause(
    id="C2",
    name="contributions_paid_in_part",
    symptoms=("Z0", "NOMON", "LESS", "PAY0"),
    rank=21,
    reads=("contributions.due",),
    title=Text("缴费不足", "Paid too little"),
    check=check,
    proved=Text(
        "{months} 没有缴足，还差 {missing_fen} 元", "{months} are not fully paid; {missing_fen} yuan are missing"
    ),
    refuted=Text("没有缴了一部分的月份", "No month was paid in part"),
    unknown=Text("没有查到应缴记录，不能判断是否缴足", "No record of what is due, so it cannot be judged"),
    source=TAX,
    remedy=remedy,
    ask=Text("核对缴费凭证上的金额与月份", "Compare the amounts and months on the receipt"),
)
