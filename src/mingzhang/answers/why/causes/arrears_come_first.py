"""C75: older months are owed and have to be paid before this one. 须先补缴欠费"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY_LATE, employer_acts, tax_acts
from mingzhang.answers.why.tries import cited, refused_tries
from mingzhang.answers.why.words import Figures

NOTHING_OWED = Text("没有欠费，不存在先补缴的问题", "Nothing is owed, so nothing comes first")


def check(facts: Facts) -> Verdict:
    """Proved by a payment refused for arrears while older months are still owed."""
    owed = facts.owed
    if not owed:
        return Refuted(says=NOTHING_OWED)
    tried = refused_tries(facts, "ARREARS_FIRST")
    if not tried:
        return Refuted({"count": len(owed)})
    figures: Figures = {
        "at": tried[-1].happened_at,
        "months": tuple(month.month for month in owed),
        "missing_fen": sum(month.missing_fen for month in owed),
    }
    shown = (*cited(tried), *map(citing.due, owed))
    return Proved(shown, figures, since=owed[0].month, amount_fen=sum(month.missing_fen for month in owed))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Pay the older months, with what the late quote says."""
    then = Text("欠费缴清后即可缴当月", "The present month can be paid once the arrears are cleared")
    if any(month.employer_id is not None for month in facts.unpaid):
        return employer_acts(
            facts.employer,
            Text("请单位先补缴 {months}", "Ask your employer to pay {months} first").filled(proved.figures),
            then=then,
            deadline=facts.next_cutoff,
        )
    return tax_acts(
        Text(
            "先补缴 {months}，共 {missing_fen} 元，滞纳金以报价为准",
            "Pay {months} first: {missing_fen} yuan, plus the quoted late fee",
        ).filled(proved.figures),
        then=then,
        deadline=facts.next_cutoff,
        page=PAY_LATE,
    )


CAUSE = Cause(
    id="C75",
    name="arrears_come_first",
    symptoms=("PREM",),
    rank=15,
    reads=("evidence.event", "contributions.due"),
    title=Text("须先补缴欠费", "Arrears must be paid first"),
    check=check,
    proved=Text(
        "{at} 缴费被拒：{months} 还欠 {missing_fen} 元，须先补缴",
        "{at}: the payment was refused because {missing_fen} yuan of {months} are owed and come first",
    ),
    refuted=Text("虽欠 {count} 期，没有缴费因此被拒", "{count} periods are owed, but no payment was refused for it"),
    remedy=remedy,
)
