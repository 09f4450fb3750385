"""C51: the institution is designated, but it is not the one the person has chosen. 非选定机构"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.bills import asked_institution, refused_with
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts
from mingzhang.answers.why.words import Figures

NO_CHOICE = Text("没有选定机构的登记，不受选点限制", "No choice is on file, so none was missed")


def check(facts: Facts) -> Verdict:
    """Proved when a choice holds, the institution is not among it, and no fund paid (or the request was refused)."""
    institution = asked_institution(facts)
    if institution is None:
        return Unknown()
    benefit = facts.bill.benefit if facts.bill is not None else "outpatient"
    chosen = [one for one in facts.choices if one.benefit == benefit and one.holds.holds(facts.asked_day)]
    if not chosen:
        return Refuted(says=NO_CHOICE)
    if any((one.institution_region, one.institution_id) == (institution.region, institution.id) for one in chosen):
        return Refuted({"institution": institution.name})
    refused = refused_with(facts, "NOT_SELECTED")
    unpaid = facts.bill is not None and facts.bill.amounts.fund_fen == 0
    if not refused and not unpaid:
        return Refuted({"institution": institution.name}, says=PAID_ANYWAY)
    evidence = [citing.choice(one) for one in chosen]
    if facts.bill is not None:
        evidence.append(citing.bill(facts.bill, Text("在非选定机构结算，统筹 0", "settled elsewhere, funds paid 0")))
    figures: Figures = {"institution": institution.name, "day": facts.asked_day}
    return Proved(tuple(evidence), figures, since=chosen[0].holds.start)


PAID_ANYWAY = Text("{institution} 不是选定机构，但统筹已支付", "{institution} is not chosen, but the funds paid")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Go to the chosen one, or change the choice."""
    return self_acts(
        Text("到选定机构就诊，或在“选点”里改选", "Go to the chosen institution, or change the choice"),
        then=Text("改选生效后在新机构可报销", "Care at the new one is paid once the change holds"),
    )


CAUSE = Cause(
    id="C51",
    name="another_institution_chosen",
    symptoms=("PAYF", "NOREIMB"),
    rank=38,
    reads=("filings.choice", "visits.settlement"),
    title=Text("不是选定的机构", "Not the chosen institution"),
    check=check,
    proved=Text(
        "{day} 就诊的 {institution} 不是您选定的机构，统筹不支付", "{institution} ({day}) is not the one you chose"
    ),
    refuted=Text("{institution} 是您选定的机构", "{institution} is the one you chose"),
    unknown=Text("不知道在哪家机构就诊", "The institution is not known"),
    remedy=remedy,
    ask=Text("提供机构名称或结算单号", "Tell the institution or the settlement's number"),
)
