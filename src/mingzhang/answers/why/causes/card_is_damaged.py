"""C31: the card cannot be read at several devices. 卡损坏"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import ID_CARD, SOCIAL_CARD, card_office_acts
from mingzhang.answers.why.words import Figures

DEVICES = 2  # one device may itself be broken
ONE_DEVICE = Text("只在一台设备上读卡失败，可能是设备问题", "Only one device failed to read it, perhaps its own fault")


def check(facts: Facts) -> Verdict:
    """Proved by read errors at two or more devices."""
    errors = facts.events_of("CARD_READ_ERROR")
    devices = {(error.institution_id, error.detail.get("device")) for error in errors}
    if not errors:
        return Refuted()
    if len(devices) < DEVICES:
        return Refuted(says=ONE_DEVICE)
    figures: Figures = {"count": len(devices), "at": errors[-1].happened_at}
    return Proved(tuple(map(citing.event, errors)), figures, since=errors[0].happened_at.date())


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Replace the card; the e-voucher works meanwhile."""
    return card_office_acts(
        Text("先用医保码看病买药", "Use the e-voucher meanwhile"),
        Text("持身份证补换社保卡", "Have the card replaced"),
        then=Text("换卡后账户和余额不变", "Account and balance stay as they are"),
        documents=(ID_CARD, SOCIAL_CARD),
    )


CAUSE = Cause(
    id="C31",
    name="card_is_damaged",
    symptoms=("NOQ", "PAYF", "Z0"),
    rank=34,
    reads=("evidence.event",),
    title=Text("卡读不出来", "The card cannot be read"),
    check=check,
    proved=Text("卡在 {count} 台设备上读取失败，最近一次 {at}", "The card failed at {count} devices, last {at}"),
    refuted=Text("没有读卡失败的记录", "No read error was recorded"),
    remedy=remedy,
)
