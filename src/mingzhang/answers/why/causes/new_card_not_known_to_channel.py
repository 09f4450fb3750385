"""C7: a new or replaced card has not reached the channel's copy yet. 新卡未同步"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.facts import RECENT, Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import operator_acts
from mingzhang.answers.why.words import Figures

LONG_AGO = Text("最近的卡 {issued} 就已发放，早过了同步时间", "The newest card dates from {issued}, long since copied")
NO_CARD = Text("没有新发或换发的卡", "No card was issued or replaced")


def check(facts: Facts) -> Verdict:
    """Proved when a channel's copy is older than the newest credential."""
    if not facts.credentials:
        return Refuted(says=NO_CARD)
    newest = max(facts.credentials, key=lambda shown: (shown.issued_on, shown.id))
    if newest.issued_on < facts.today - RECENT:
        return Refuted({"issued": newest.issued_on}, says=LONG_AGO)
    if not facts.copies:
        return Unknown()
    older = [copied for copied in facts.copies if copied.copied_at.date() < newest.issued_on]
    if not older:
        return Refuted({"at": max(copied.copied_at for copied in facts.copies)})
    figures: Figures = {"issued": newest.issued_on, "channel": older[0].channel, "at": older[0].copied_at}
    evidence = (citing.credential(newest), *map(citing.channel_copy, older))
    return Proved(evidence, figures, since=newest.issued_on)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The operator sends the new card; the counter and the e-voucher work meanwhile."""
    return operator_acts(
        Text("等待渠道下一次同步", "Wait for the channel's next copy"),
        Text("着急用可先出示医保码，或到窗口查询", "Meanwhile use the e-voucher, or ask at a counter"),
        then=Text("同步后{channel}显示新卡的账户", "{channel} then shows the account of the new card").filled(
            proved.figures
        ),
    )


CAUSE = Cause(
    id="C7",
    name="new_card_not_known_to_channel",
    symptoms=("Z0", "NOQ", "NOMON"),
    rank=45,
    reads=("enrolment.credential", "evidence.channel_copy"),
    title=Text("新卡还没有同步到渠道", "The channel does not know the new card yet"),
    check=check,
    proved=Text(
        "{issued} 发放了新卡，{channel} 的数据还是 {at} 的",
        "A card was issued on {issued}; {channel} still shows a copy of {at}",
    ),
    refuted=Text("各渠道的数据（{at}）都晚于发卡", "The channels' copies ({at}) are newer than the card"),
    unknown=Text(
        "没有渠道副本的记录，不知道您在哪里看到", "No channel copy is on file; we do not know where you looked"
    ),
    remedy=remedy,
    ask=Text("换一个渠道再查，并告诉 12393 是在哪里看到的", "Look in another channel, and tell 12393 where you saw it"),
)
