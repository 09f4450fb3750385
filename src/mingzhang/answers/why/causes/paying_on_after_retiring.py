"""C19: those who pay on after retiring age have no account benefit. 退休延缴人员"""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.no_account import no_account_because, still_covered
from mingzhang.answers.why.records import Remedy, Text


def check(facts: Facts) -> Verdict:
    """Proved when the account is denied because the person pays on after retiring age."""
    return no_account_because(facts, "RETIRED_PAYING_ON")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Nothing to mend."""
    return still_covered()


CAUSE = Cause(
    id="C19",
    name="paying_on_after_retiring",
    symptoms=("Z0",),
    rank=53,
    reads=("accounts.account", "enrolment.coverage"),
    title=Text("退休延缴不享受个人账户", "No account while paying on after retiring age"),
    check=check,
    proved=Text(
        "到龄后延缴期间（自 {since} 起）按规定不划个人账户",
        "While you pay on after retiring age (since {since}) there is no account by rule",
    ),
    refuted=Text("不是退休延缴人员", "You do not pay on after retiring age"),
    remedy=remedy,
)
