"""C90: the channel's account is not bound to the person, so it shows nothing. 渠道账号没有实名或绑定"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import happened
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import CONTRIBUTIONS, self_acts


def check(facts: Facts) -> Verdict:
    """Proved by a look-up that the channel refused because its account is not bound."""
    return happened(facts, "CHANNEL_NOT_BOUND")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Complete the name, bind, look again; or look here."""
    return self_acts(
        Text("在{channel}完成实名认证并绑定医保账户", "Give your name and bind in {channel}").filled(proved.figures),
        Text("或在本站“缴费记录”里查看", "Or look under “Contributions” here"),
        then=Text("绑定后显示本人的缴费记录和票据", "Your payments and receipts are shown once it is bound"),
        channel=Text("该渠道的“我的”页", "the channel's own account page"),
        page=CONTRIBUTIONS,
    )


CAUSE = Cause(
    id="C90",
    name="channel_account_not_bound",
    symptoms=("PNF",),
    rank=47,
    reads=("evidence.event",),
    title=Text("渠道账号没有实名或绑定", "The channel account is not bound"),
    check=check,
    proved=Text(
        "{at} 在{channel}查询时，账号没有实名或没有绑定医保",
        "{at}: the account in {channel} was not in your name or not bound",
    ),
    refuted=Text("最近 30 天没有因账号未绑定而查不到的记录", "No look-up of the last 30 days failed for that"),
    remedy=remedy,
)
