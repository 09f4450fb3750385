"""C30: the region asks people to choose an institution, and none is chosen. 未选定医疗机构"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts

NOT_ASKED = Text("当地不要求选定医疗机构", "The region does not ask for a choice")


def check(facts: Facts) -> Verdict:
    """Proved when a choice is required by rule and none holds on the day asked about."""
    chosen = [choice for choice in facts.choices if choice.holds.holds(facts.asked_day)]
    if chosen:
        return Refuted({"since": chosen[0].holds.start}, evidence=(citing.choice(chosen[0]),))
    required = facts.rules.choice_required
    if required is None:
        return Unknown()
    if not required.value:
        return Refuted(says=NOT_ASKED)
    says = Text("当地要求选定医疗机构；选点登记 0 条", "A choice is required; 0 choices on file")
    return Proved((citing.rule(required.citation, says),), since=facts.asked_day, rule=required.citation)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person chooses."""
    return self_acts(
        Text(
            "在“选点”里选定一家基层机构和一家其他机构",
            "Choose a primary and another institution under “My institutions”",
        ),
        then=Text("选定后在这些机构就诊可报销", "Care there is paid once they are chosen"),
    )


CAUSE = Cause(
    id="C30",
    name="no_institution_chosen",
    symptoms=("DASH", "Z0", "PAYF"),
    rank=35,
    reads=("filings.choice", "policy.outpatient.choice_required"),
    title=Text("没有选定医疗机构", "No institution chosen"),
    check=check,
    proved=Text("当地要求选定医疗机构，还没有选", "The region asks for a chosen institution and there is none"),
    refuted=Text("已选定机构（{since} 起）", "An institution is chosen, since {since}"),
    unknown=Text("当地是否要求选定机构，条文没有入库", "Whether the region asks for a choice is not on file"),
    remedy=remedy,
    ask=Text("在“选点”页查看是否需要选定", "See under “My institutions” whether a choice is needed"),
)
