"""C52: the card had expired and no other one was valid. 卡过期"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, SOCIAL_CARD, card_office_acts
from mingzhang.answers.why.words import Figures

NO_CARD = Text("没有发放过社保卡", "No card was ever issued")


def check(facts: Facts) -> Verdict:
    """Proved when every card's validity had ended by the day asked about."""
    cards = [shown for shown in facts.credentials if shown.kind == "card"]
    if not cards:
        return Refuted(says=NO_CARD)
    day = facts.asked_day
    valid = [card for card in cards if card.holds.holds(day)]
    if valid:
        return Refuted({"until": valid[-1].holds.end})
    ended = [card for card in cards if card.holds.end is not None and card.holds.end <= day]
    if not ended:
        return Refuted({"until": None})
    last = max(ended, key=lambda card: card.holds.end or day)
    figures: Figures = {"end": last.holds.end, "tail": last.number[-4:]}
    return Proved(tuple(map(citing.credential, ended)), figures, since=last.holds.end)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Renew the card; the e-voucher works meanwhile."""
    return card_office_acts(
        Text("先用医保码", "Use the e-voucher meanwhile"),
        Text("持身份证和旧卡换新卡", "Renew the card with your identity card"),
        then=Text("换卡后账户和余额不变", "Account and balance stay as they are"),
        documents=(ID_CARD, SOCIAL_CARD),
    )


CAUSE = Cause(
    id="C52",
    name="card_expired",
    symptoms=("HASBAL", "PAYF"),
    rank=39,
    reads=("enrolment.credential",),
    title=Text("卡已过期", "The card has expired"),
    check=check,
    proved=Text("社保卡（尾号 {tail}）已于 {end} 到期", "The card (…{tail}) expired on {end}"),
    refuted=Text("社保卡在有效期内[（至 {until}）]", "The card is valid[ until {until}]"),
    remedy=remedy,
)
