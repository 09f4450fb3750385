"""C18: this tier of insurance has no personal account in this region. 参保档次不设个人账户"""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.no_account import no_account_because, still_covered
from mingzhang.answers.why.records import Remedy, Text


def check(facts: Facts) -> Verdict:
    """Proved when the region's rule denies an account to the person's category."""
    return no_account_because(facts, "CATEGORY")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Nothing to mend."""
    return still_covered()


CAUSE = Cause(
    id="C18",
    name="tier_has_no_account",
    symptoms=("Z0", "NOQ"),
    rank=52,
    reads=("accounts.account", "enrolment.coverage"),
    title=Text("参保档次不设个人账户", "This tier has no personal account"),
    check=check,
    proved=Text(
        "这一参保档次（自 {since} 起）在当地不设个人账户", "This tier (since {since}) has no account in this region"
    ),
    refuted=Text("当地规定没有因档次取消个人账户", "The region does not deny an account to this tier"),
    remedy=remedy,
)
