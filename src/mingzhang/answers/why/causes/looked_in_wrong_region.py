"""C24: the look-up was made in another region or by a channel that does not have the account. 查询地区不对"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import happened
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by a look-up recorded in the wrong region."""
    return happened(facts, "WRONG_REGION_LOOKUP")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Look in the insured place."""
    figures: Figures = {"region": facts.region_name}
    return self_acts(
        Text("把参保地选为{region}再查询", "Choose {region} as the insured place").filled(figures),
        then=Text("显示{region}的账户", "The account in {region} is shown").filled(figures),
    )


CAUSE = Cause(
    id="C24",
    name="looked_in_wrong_region",
    symptoms=("Z0", "NOQ", "PAY0"),
    rank=80,
    reads=("evidence.event",),
    title=Text("查询的地区不对", "Looked in the wrong region"),
    check=check,
    proved=Text("{at} 在{channel}查的是其他地区的账户", "{at}: another region was looked up in {channel}"),
    refuted=Text("没有在其他地区查询的记录", "No look-up in another region is on file"),
    remedy=remedy,
)
