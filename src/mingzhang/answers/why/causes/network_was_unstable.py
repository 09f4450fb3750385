"""C27: the phone's network did not carry the answer. 网络不稳定"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import happened
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import OFFICE_HOURS
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Contact, Remedy, Text
from mingzhang.answers.why.remedies import self_acts

PHONE = Contact(Text("您自己的手机或电脑；也可问医保热线", "Your own phone or computer; or ask"), "12393", OFFICE_HOURS)


def check(facts: Facts) -> Verdict:
    """Proved by a time-out the client reported; otherwise nobody but the phone knows."""
    verdict = happened(facts, "CLIENT_TIMEOUT")
    return Unknown() if isinstance(verdict, Refuted) else verdict


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Another network, another try."""
    return self_acts(
        Text("换一个网络（Wi-Fi 或流量）再查一次", "Change the network and look again"),
        Text("多次失败请拨 12393", "Call 12393 after several failures"),
        then=Text("网络正常后显示余额", "The balance is shown"),
    )


CAUSE = Cause(
    id="C27",
    name="network_was_unstable",
    symptoms=("DASH", "NOQ"),
    rank=83,
    reads=("evidence.event",),
    title=Text("手机网络不稳定", "The phone's network"),
    check=check,
    proved=Text(
        "{at} 在{channel}查询时网络超时（最近 {count} 次）", "{at}: the network timed out in {channel} ({count} times)"
    ),
    refuted=Text("没有网络超时的记录", "No time-out was recorded"),
    unknown=Text("手机网络的情况我们看不到", "We cannot see the phone's network"),
    source=PHONE,
    remedy=remedy,
    ask=Text("请换个网络再试", "Try again on another network"),
)
