"""The law as dated data: what holds in one pooling region on one day, with the document behind each figure.

`view_for(region, day)` is the one question the other rooms ask. The answer never holds a default: what is unknown,
ended or a listed gap raises `UnknownRule`, which names the missing document and who has it. The room knows no person
and no bill. The data lies in `packs/` (see `packs/README.md`); read `view.py` first, then `loading/`.
"""

from mingzhang.rules.policy.coverage import CoverageRow, ListedGap, coverage_table, listed_gaps
from mingzhang.rules.policy.problems import PackProblem, PacksInvalid
from mingzhang.rules.policy.records import Citation, PlanTemplate, RegionInfo, Ruled
from mingzhang.rules.policy.registry import change_dates, packs, regions, view_for
from mingzhang.rules.policy.sweeping import Hole, Sweep, sweep, sweep_days
from mingzhang.rules.policy.unknown import UnknownRule
from mingzhang.rules.policy.view import PolicyView
from mingzhang.rules.policy.wording import describe_facts, write_printed

__all__ = [
    "Citation",
    "CoverageRow",
    "Hole",
    "ListedGap",
    "PackProblem",
    "PacksInvalid",
    "PlanTemplate",
    "PolicyView",
    "RegionInfo",
    "Ruled",
    "Sweep",
    "UnknownRule",
    "change_dates",
    "coverage_table",
    "describe_facts",
    "listed_gaps",
    "packs",
    "regions",
    "sweep",
    "sweep_days",
    "view_for",
    "write_printed",
]
