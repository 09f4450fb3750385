"""C16: flexible workers have no personal account in this region. 灵活就业不设个人账户"""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause, Proved, Unknown, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.no_account import no_account_because, still_covered
from mingzhang.answers.why.records import Remedy, Text


def check(facts: Facts) -> Verdict:
    """Proved when the account is denied because the person pays as a flexible worker."""
    if facts.account.reason == "RULE_UNKNOWN" and facts.category == "flexible":
        return Unknown()
    return no_account_because(facts, "FLEXIBLE")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Nothing to mend."""
    return still_covered()


CAUSE = Cause(
    id="C16",
    name="flexible_worker_has_no_account",
    symptoms=("Z0", "NOQ", "NOMON", "PAY0"),
    rank=51,
    reads=("accounts.account", "enrolment.coverage"),
    title=Text("灵活就业人员不设个人账户", "Flexible workers have no personal account"),
    check=check,
    proved=Text(
        "以灵活就业身份参保（自 {since} 起），当地按规定不设个人账户",
        "You are insured as a flexible worker (since {since}); this region gives no account",
    ),
    refuted=Text("不是以无账户的灵活就业身份参保", "You are not a flexible worker without an account"),
    unknown=Text(
        "当地灵活就业人员是否设个人账户，条文没有入库",
        "The region's rule on accounts of flexible workers is not on file",
    ),
    remedy=remedy,
    ask=Text("拨打 12393 询问灵活就业参保档次是否设个人账户", "Ask 12393 whether your tier has an account"),
)
