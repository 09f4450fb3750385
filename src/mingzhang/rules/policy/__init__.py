"""The law as dated data: what holds in one pooling region on one day, with the document behind each figure.

`view_for(region, day)` is the one question the other rooms ask. The answer never holds a default: what is unknown,
ended or a listed gap raises `UnknownRule`, which names the missing document and who has it. The room knows no person
and no bill. The data lies in `packs/` (see `packs/README.md`); read `view.py` first, then `loading/`.
"""

from mingzhang.rules.policy.coverage import (
    CoverageRow,
    ListedGap,
    YearRow,
    coverage_by_year,
    coverage_table,
    covered_years,
    listed_gaps,
)
from mingzhang.rules.policy.differences import Change, differences
from mingzhang.rules.policy.plan_differences import PlanChange, PlanDetail, plan_differences
from mingzhang.rules.policy.problems import PackProblem, PacksInvalid
from mingzhang.rules.policy.records import Citation, Conflict, PlanTemplate, RegionInfo, Ruled
from mingzhang.rules.policy.registry import change_dates, packs, regions, view_for
from mingzhang.rules.policy.sweeping import Hole, Sweep, sweep, sweep_days
from mingzhang.rules.policy.telling import tell_change, tell_people, tell_plan_change
from mingzhang.rules.policy.unknown import UnknownRule
from mingzhang.rules.policy.view import PolicyView
from mingzhang.rules.policy.wording import describe_facts, write_printed

__all__ = [
    "Change",
    "Citation",
    "Conflict",
    "CoverageRow",
    "Hole",
    "ListedGap",
    "PackProblem",
    "PacksInvalid",
    "PlanChange",
    "PlanDetail",
    "PlanTemplate",
    "PolicyView",
    "RegionInfo",
    "Ruled",
    "Sweep",
    "UnknownRule",
    "YearRow",
    "change_dates",
    "coverage_by_year",
    "coverage_table",
    "covered_years",
    "describe_facts",
    "differences",
    "listed_gaps",
    "packs",
    "plan_differences",
    "regions",
    "sweep",
    "sweep_days",
    "tell_change",
    "tell_people",
    "tell_plan_change",
    "view_for",
    "write_printed",
]
