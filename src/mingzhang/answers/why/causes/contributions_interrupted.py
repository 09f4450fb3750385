"""C44: contributions were owed on the service day. 断缴"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import employer_acts, tax_acts
from mingzhang.answers.why.words import Figures
from mingzhang.money.contributions.rules import paid_up

NO_COVERAGE = Text("{day} 没有参保，谈不上断缴", "There was no coverage on {day}, so nothing was owed")


def check(facts: Facts) -> Verdict:
    """Proved by the last month due before the service day, when it was not paid by then."""
    day = facts.asked_day
    cover = facts.coverage_on(day)
    if cover is None:
        return Refuted({"day": day}, says=NO_COVERAGE)
    found = paid_up(facts.months, cover.scheme, cover.category, day)
    if found.paid:
        return Refuted({"day": day})
    if found.blocking is None:
        return Proved((citing.coverage(cover),), {"day": day}, says=YEAR_UNPAID, since=day)
    owed = found.blocking
    figures: Figures = {"day": day, "month": owed.month, "due_on": owed.due_on, "missing_fen": owed.missing_fen}
    return Proved((citing.due(owed),), figures, since=owed.month, amount_fen=owed.missing_fen)


YEAR_UNPAID = Text("{day} 所在年度的居民医保没有缴费", "The resident's contribution for the year of {day} was not paid")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """What is owed is paid; what happened in the gap stays with the person unless a rule repairs it."""
    then = Text("补缴到账后恢复待遇；断缴期间的费用一般自付", "Benefit resumes; costs of the gap mostly stay your own")
    cover = facts.coverage_on(facts.asked_day)
    if cover is not None and cover.employer_id is not None:
        return employer_acts(
            facts.employer,
            Text("请单位补缴[ {month}]", "Ask the employer to pay[ {month}]").filled(proved.figures),
            then=then,
            deadline=facts.next_cutoff,
        )
    return tax_acts(
        Text("补缴[ {month}]", "Pay[ {month}]").filled(proved.figures), then=then, deadline=facts.next_cutoff
    )


CAUSE = Cause(
    id="C44",
    name="contributions_interrupted",
    symptoms=("PAYF", "NOREIMB"),
    rank=14,
    reads=("contributions.due", "enrolment.coverage"),
    title=Text("就诊时断缴", "Contributions interrupted"),
    check=check,
    proved=Text(
        "{day} 就诊时，{month} 的缴费（{due_on} 截止）还欠 {missing_fen} 元",
        "On {day}, {missing_fen} yuan of {month} (due {due_on}) had not been paid",
    ),
    refuted=Text("{day} 没有欠费", "Nothing was owed on {day}"),
    remedy=remedy,
)
