"""C26: the identity number, name or password was typed wrong. 信息输入错误"""

from __future__ import annotations

from mingzhang.answers.why.at_the_doors import happened
from mingzhang.answers.why.cause import Cause, Proved, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import self_acts


def check(facts: Facts) -> Verdict:
    """Proved by a login that was rejected lately."""
    return happened(facts, "REJECTED_LOGIN")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Check and try again."""
    return self_acts(
        Text("逐位核对证件号和姓名后再登录", "Check number and name digit by digit, then sign in again"),
        then=Text("登录成功后显示余额", "The balance is shown after signing in"),
    )


CAUSE = Cause(
    id="C26",
    name="login_was_rejected",
    symptoms=("DASH", "NOQ"),
    rank=82,
    reads=("evidence.event",),
    title=Text("登录信息没有通过", "The login was rejected"),
    check=check,
    proved=Text(
        "{at} 在{channel}输入的信息没有通过（最近 {count} 次）", "{at}: {channel} rejected the login ({count} times)"
    ),
    refuted=Text("没有被拒的登录", "No login was rejected"),
    remedy=remedy,
)
