"""C5: no card and no e-voucher was ever issued. 未办理社保卡"""

from __future__ import annotations

from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence, Remedy, Text
from mingzhang.answers.why.remedies import card_office_acts


def check(facts: Facts) -> Verdict:
    """Proved when the register of credentials holds none for the person."""
    if facts.credentials:
        return Refuted({"count": len(facts.credentials), "issued": facts.credentials[0].issued_on})
    none = Text("凭证登记 0 条", "0 credentials on file")
    return Proved((Evidence("enrolment.credential", f"{facts.region}/{facts.person_id}", none, facts.as_of),))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person applies for a card, or opens the e-voucher at once."""
    return card_office_acts(
        Text("先在手机上激活医保码，当天可用", "Open the e-voucher on the phone; it works the same day"),
        Text("到社保卡网点或银行申领社保卡", "Apply for a card at a service point or bank"),
        then=Text("激活后账户可用，已划入的钱一分不少", "The account can be used; nothing credited is lost"),
    )


CAUSE = Cause(
    id="C5",
    name="no_card_issued",
    symptoms=("Z0",),
    rank=31,
    reads=("enrolment.credential",),
    title=Text("没有办卡", "No card was issued"),
    check=check,
    proved=Text("没有发放过社保卡，也没有医保码", "Neither a card nor an e-voucher was ever issued"),
    refuted=Text("已发放 {count} 个凭证，最早于 {issued}", "{count} credentials were issued, the first on {issued}"),
    remedy=remedy,
)
