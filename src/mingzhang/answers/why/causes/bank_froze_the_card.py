"""C23: the card's bank account is frozen by the bank; the medical account is not. 银行账户冻结"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import bank_acts
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by the bank's own freeze on a card that is valid today."""
    frozen = [
        shown
        for shown in facts.credentials
        if shown.bank_frozen_since is not None
        and shown.bank_frozen_since <= facts.today
        and shown.holds.holds(facts.today)
    ]
    if not frozen:
        return Refuted()
    card = frozen[0]
    figures: Figures = {
        "since": card.bank_frozen_since,
        "tail": card.number[-4:],
        "available_fen": facts.account.available_fen,
    }
    return Proved(tuple(map(citing.credential, frozen)), figures, since=card.bank_frozen_since)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The bank lifts its own freeze; the e-voucher works meanwhile."""
    return bank_acts(
        Text("持身份证和卡到发卡银行解除冻结", "Have the bank lift the freeze"),
        Text(
            "这期间可出示医保码，医保账户的钱照常可用",
            "Meanwhile the e-voucher works; the medical account is not frozen",
        ),
        then=Text("解除后卡恢复使用", "The card works again"),
    )


CAUSE = Cause(
    id="C23",
    name="bank_froze_the_card",
    symptoms=("Z0", "HASBAL", "PAYF"),
    rank=33,
    reads=("enrolment.credential",),
    title=Text("银行冻结了卡内金融账户", "The bank froze the card"),
    check=check,
    proved=Text(
        "发卡银行自 {since} 起冻结卡（尾号 {tail}）的银行账户；医保账户没有因此冻结，可用 {available_fen} 元",
        "The bank froze the card (…{tail}) on {since}; the medical account is separate, {available_fen} yuan available",
    ),
    refuted=Text("发卡银行没有报来冻结", "The card's bank reported no freeze"),
    remedy=remedy,
)
