"""C74: the channel pays by the card, and no card is valid. 卡挂失或过期，缴费渠道不认"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, card_office_acts
from mingzhang.answers.why.tries import cited, refused_tries
from mingzhang.answers.why.words import Figures

NO_CARD_TRIED = Text(
    "没有因为卡而被拒的缴费；不用卡的渠道不看卡", "No payment was refused for a card; others need none"
)


def check(facts: Facts) -> Verdict:
    """Proved by a payment refused for the card while no card is valid today."""
    tried = refused_tries(facts, "CARD_NOT_VALID")
    if not tried:
        return Refuted(says=NO_CARD_TRIED)
    cards = [shown for shown in facts.credentials if shown.kind == "card"]
    valid = [card for card in cards if card.holds.holds(facts.today)]
    if valid:
        return Refuted({"tail": valid[-1].number[-4:]})
    last = max(cards, key=lambda card: card.holds.start, default=None)
    figures: Figures = {
        "at": tried[-1].happened_at,
        "end": last.holds.end if last is not None else None,
        "tail": last.number[-4:] if last is not None else None,
    }
    since = last.holds.end if last is not None else tried[0].happened_at.date()
    return Proved((*cited(tried), *map(citing.credential, cards)), figures, since=since)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Pay by identity number now; renew the card."""
    return card_office_acts(
        Text("换用证件号缴费（不用卡）", "Pay by identity number, which needs no card"),
        Text("持身份证补换社保卡", "Renew the card with your identity card"),
        then=Text("换卡不影响账户；用证件号当天可缴", "The account stays; by identity number you can pay today"),
        page=PAY,
    )


CAUSE = Cause(
    id="C74",
    name="card_lost_or_expired_when_paying",
    symptoms=("PREM",),
    rank=17,
    reads=("evidence.event", "enrolment.credential"),
    title=Text("卡挂失或过期，缴费渠道不认", "Card lost or expired for the paying channel"),
    check=check,
    proved=Text(
        "{at} 按卡缴费被拒：[社保卡（尾号 {tail}）][已于 {end} 失效]",
        "{at}: a payment by card was refused;[ the card (…{tail})][ has not been valid since {end}]",
    ),
    refuted=Text("社保卡（尾号 {tail}）有效", "The card (…{tail}) is valid"),
    remedy=remedy,
)
