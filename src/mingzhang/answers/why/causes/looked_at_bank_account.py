"""C25: the card's bank account was looked at, not the medical account. 查的是银行账户"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import happened
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts


def check(facts: Facts) -> Verdict:
    """Proved by a look-up that was made on the bank account."""
    return happened(facts, "BANK_ACCOUNT_LOOKUP")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Choose the medical account."""
    return self_acts(
        Text(
            "社保卡里有两个账户：银行账户和医保账户，请选“医保账户”", "A card has two accounts; choose the medical one"
        ),
        Text("银行账户的钱请在发卡银行查", "Ask the bank about the bank account"),
        then=Text("显示医保账户余额", "The medical account's balance is shown"),
    )


CAUSE = Cause(
    id="C25",
    name="looked_at_bank_account",
    symptoms=("Z0", "NOQ", "DASH"),
    rank=81,
    reads=("evidence.event",),
    title=Text("查的是卡里的银行账户", "The bank account was looked at"),
    check=check,
    proved=Text("{at} 在{channel}查的是卡里的银行账户，不是医保账户", "{at}: {channel} showed the card's bank account"),
    refuted=Text("没有误查银行账户的记录", "No look-up of the bank account is on file"),
    remedy=remedy,
)
