"""C34: the person is insured in another region, and looks here. 参保地不在这里"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts
from mingzhang.answers.why.words import Figures

ONLY_HERE = Text("其他地区没有参保登记", "There is no coverage in another region")


def check(facts: Facts) -> Verdict:
    """Proved by a coverage in another region while none is active here."""
    if facts.coverage is not None and facts.coverage.status == "active":
        return Refuted({"region": facts.region_name})
    if not facts.elsewhere:
        return Refuted(says=ONLY_HERE)
    there = facts.elsewhere[0]
    figures: Figures = {
        "region": there.region_name,
        "here": facts.region_name,
        "scheme": there.scheme,
        "since": there.since,
    }
    return Proved(tuple(map(citing.elsewhere, facts.elsewhere)), figures, since=there.since)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Look in the right region."""
    return self_acts(
        Text("把参保地切换为{region}再查询", "Change the insured place to {region} and look again").filled(
            proved.figures
        ),
        then=Text("显示{region}的账户与待遇", "The account and benefit of {region} are shown").filled(proved.figures),
        channel=Text("查询页右上角“参保地”", "“Insured place” at the top of the page"),
    )


CAUSE = Cause(
    id="C34",
    name="insured_elsewhere",
    symptoms=("Z0",),
    rank=11,
    reads=("enrolment.coverage",),
    title=Text("在其他地区参保", "Insured in another region"),
    check=check,
    proved=Text(
        "现在在{region}参加{scheme}（自 {since} 起），{here}没有有效参保",
        "You are insured in {region} ({scheme}, since {since}), not in {here}",
    ),
    refuted=Text("在{region}有有效参保", "You are insured in {region}"),
    remedy=remedy,
)
