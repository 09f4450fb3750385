"""C6: the card or the account was never activated, so the money is held. 未激活"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, SOCIAL_CARD, card_office_acts

NO_CARD = Text("没有发放过卡，谈不上激活", "No card was issued, so none waits for activation")


def check(facts: Facts) -> Verdict:
    """Proved by money held because the account is not activated, or by credentials of which none is activated."""
    held = [hold for hold in facts.holds if hold.reason == "NOT_ACTIVATED"]
    valid = [shown for shown in facts.credentials if shown.holds.holds(facts.today)]
    active = [shown for shown in valid if shown.activated_on is not None and shown.activated_on <= facts.today]
    waiting = facts.account.state == "held" and facts.account.reason == "NOT_ACTIVATED"
    if not held and not waiting and (active or not valid):
        return Refuted({"on": active[0].activated_on}) if active else Refuted(says=NO_CARD)
    held_fen = sum(hold.amount_fen for hold in held)
    evidence = [*map(citing.hold, held), *(citing.credential(shown) for shown in valid if shown not in active)]
    if waiting:
        evidence.append(citing.account(facts.account))
    since = min([hold.placed_at.date() for hold in held] + [shown.issued_on for shown in valid], default=None)
    says = HELD if held_fen else None
    return Proved(tuple(evidence), {"held_fen": held_fen}, says=says, since=since, amount_fen=held_fen)


HELD = Text(
    "已划入 {held_fen} 元，因卡或账户未激活暂不能用",
    "{held_fen} yuan were credited but cannot be used: not activated yet",
)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person activates; the money is released at once."""
    return card_office_acts(
        Text("在手机上激活医保码，或持身份证到发卡银行激活社保卡", "Activate the e-voucher, or the card at its bank"),
        then=Text("激活后立即可用 {held_fen} 元", "{held_fen} yuan can be used at once").filled(proved.figures),
        documents=(ID_CARD, SOCIAL_CARD),
    )


CAUSE = Cause(
    id="C6",
    name="card_not_activated",
    symptoms=("Z0", "DASH", "NOQ", "HASBAL", "PAYF", "PNF", "PAY0", "NOMON"),
    rank=32,
    reads=("enrolment.credential", "accounts.account", "ledger.hold"),
    title=Text("卡或账户未激活", "Card or account not activated"),
    check=check,
    proved=Text("发放的卡和医保码都没有激活", "None of the issued cards and e-vouchers is activated"),
    refuted=Text("已于 {on} 激活", "Activated on {on}"),
    remedy=remedy,
)
