"""C4: the register, the card, the bank or the channel know the person under another name or number. 信息不一致"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import CARD_OFFICE
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import COUNTER, ID_CARD, SOCIAL_CARD, self_acts
from mingzhang.answers.why.words import Figures

NEVER_CHANGED = Text(
    "参保登记自 {since} 起没有变过，卡在那之后按登记发放",
    "The register has not changed since {since}, and the card was issued from it afterwards",
)
NOT_REGISTERED = Text("参保登记里没有身份信息", "The register holds no identity")


def check(facts: Facts) -> Verdict:
    """Proved by a holder whose name or number differs from the register's."""
    ours = next((known for known in facts.known_as if known.holder == "register"), None)
    others = [known for known in facts.known_as if known.holder != "register"]
    if ours is None:
        return Unknown(says=NOT_REGISTERED)
    if not others and facts.credentials and all(shown.issued_on >= ours.since for shown in facts.credentials):
        return Refuted({"since": ours.since}, says=NEVER_CHANGED)
    if not others:
        return Unknown()
    differing = [known for known in others if known.name != ours.name or not known.number_agrees]
    if not differing:
        return Refuted({"count": len(others)})
    figures: Figures = {"holder": differing[0].holder, "theirs": differing[0].name, "ours": ours.name}
    says = None if differing[0].name != ours.name else OTHER_NUMBER
    evidence = (citing.known_as(ours), *map(citing.known_as, differing))
    return Proved(evidence, figures, says=says, since=differing[0].since)


OTHER_NUMBER = Text("{holder}登记的证件号码与参保登记不一致", "The number held by {holder} differs from the register's")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The person brings proof, and the wrong holder is corrected."""
    return self_acts(
        Text("携证件到{holder}更正登记", "Have the entry at {holder} corrected, with proof").filled(proved.figures),
        Text("更正后请医保窗口同步信息", "Then ask the insurance counter to synchronise"),
        then=Text("信息一致后，余额和支付恢复", "Balance and payment return once the entries agree"),
        channel=COUNTER,
        who=CARD_OFFICE,
        documents=(ID_CARD, SOCIAL_CARD),
    )


CAUSE = Cause(
    id="C4",
    name="identity_differs",
    symptoms=("Z0", "NOQ", "PAYF", "PAY0"),
    rank=12,
    reads=("enrolment.identity",),
    title=Text("身份信息不一致", "Identity entries differ"),
    check=check,
    proved=Text("{holder}登记为“{theirs}”，参保登记为“{ours}”", "{holder} has “{theirs}”, the register has “{ours}”"),
    refuted=Text("参保登记与另外 {count} 处登记一致", "The register agrees with {count} other entries"),
    unknown=Text("卡、银行和渠道没有把登记信息报来，不能比较", "Card, bank and channels reported no entry to compare"),
    source=CARD_OFFICE,
    remedy=remedy,
    ask=Text(
        "核对社保卡、银行和手机里登记的姓名与证件号", "Compare name and number on the card, at the bank and in the app"
    ),
)
