"""C69: the name or number at paying is not that of the register. 缴费时姓名证件不符"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts, KnownAs
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import CORRECT_IDENTITY, ID_CARD, self_acts
from mingzhang.answers.why.tries import cited, refused_tries

PAYING_HOLDERS = ("bank", "channel")  # whose entries are compared when a payment is made


def check(facts: Facts) -> Verdict:
    """Proved by a payment refused for its name or number, or by a paying holder whose entry differs today."""
    ours = next((known for known in facts.known_as if known.holder == "register"), None)
    differing = [known for known in facts.known_as if known.holder in PAYING_HOLDERS and _differs(known, ours)]
    tried = refused_tries(facts, "IDENTITY_MISMATCH")
    if not differing and not tried:
        return Refuted()
    shown = [*cited(tried), *map(citing.known_as, differing)]
    if ours is not None:
        shown.append(citing.known_as(ours))
    holder = differing[0].holder if differing else None
    since = differing[0].since if differing else tried[0].happened_at.date()
    return Proved(tuple(shown), {"at": tried[-1].happened_at if tried else None, "holder": holder}, since=since)


def _differs(known: KnownAs, ours: KnownAs | None) -> bool:
    return ours is not None and (known.name != ours.name or not known.number_agrees)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Compare digit by digit; correct whichever entry is wrong, with proof."""
    return self_acts(
        Text("逐位核对缴费时填的姓名和证件号", "Compare the name and number typed when paying, digit by digit"),
        Text("登记有误的，提交身份信息更正", "If an entry is wrong, apply for its correction"),
        then=Text("两处一致后重新缴费", "Pay again once both agree"),
        documents=(ID_CARD,),
        page=CORRECT_IDENTITY,
    )


CAUSE = Cause(
    id="C69",
    name="payer_identity_mismatch",
    symptoms=("PREM",),
    rank=13,
    reads=("evidence.event", "enrolment.identity"),
    title=Text("缴费时姓名证件不符", "Identity mismatch when paying"),
    check=check,
    proved=Text(
        "缴费的姓名或证件号与参保登记不一致[（{at} 被退回）][，{holder}的登记不同]",
        "Name or number of the payment differ from the register[ (returned {at})][; {holder} holds another entry]",
    ),
    refuted=Text("缴费渠道的姓名证件与参保登记一致", "Name and number agree with the register in every paying channel"),
    remedy=remedy,
)
