"""C15: residents' insurance has no personal account. 居民医保不设个人账户"""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.no_account import no_account_because, still_covered
from mingzhang.answers.why.records import Remedy, Text


def check(facts: Facts) -> Verdict:
    """Proved when the account is denied because the person is insured as a resident."""
    return no_account_because(facts, "RESIDENT")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Nothing to mend."""
    return still_covered()


CAUSE = Cause(
    id="C15",
    name="resident_has_no_account",
    symptoms=("Z0", "NOQ", "NOMON", "PAY0"),
    rank=50,
    reads=("accounts.account", "enrolment.coverage"),
    title=Text("居民医保不设个人账户", "Residents have no personal account"),
    check=check,
    proved=Text(
        "参加的是居民医保（自 {since} 起），按规定不设个人账户，缴费全部进统筹",
        "You are insured as a resident (since {since}); by rule there is no account and all contributions are pooled",
    ),
    refuted=Text("参加的不是居民医保", "You are not insured as a resident"),
    remedy=remedy,
)
