"""C88: the payment is in the books, and the channel shows payments only until an earlier time. 渠道还没有同步"""

from __future__ import annotations

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import TAX
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import RECEIPTS, operator_acts
from mingzhang.answers.why.transit import promised_from
from mingzhang.answers.why.words import Figures

NOTHING_PAID = Text("账本里没有缴费记录，不是同步的问题", "The books hold no payment; this is not about synchronising")
OVERDUE = Text(
    "{at} 的缴费 {amount_fen} 元已入账；{channel}的记录只到 {through}，超过了 {expected} 的期限，已按系统事件处理",
    "The {amount_fen} yuan paid {at} are booked; {channel} shows payments until {through}, past {expected}: incident",
)


def check(facts: Facts) -> Verdict:
    """Proved by a channel whose payments are shown only until before a payment that the books hold."""
    if not facts.receipts:
        return Refuted(says=NOTHING_PAID)
    last = facts.receipts[-1]
    channel = next((one for one in facts.money_in.channels if one.channel == last.channel), None)
    if channel is None:
        return Unknown()
    if channel.shown_through >= last.received_at:
        return Refuted({"through": channel.shown_through})
    expected = promised_from(last.received_at.date(), facts.rules.refresh_days)
    figures: Figures = {
        "at": last.received_at,
        "amount_fen": last.amount_fen,
        "channel": citing_money_in.channel_name(channel.channel),
        "through": channel.shown_through,
        "expected": expected,
    }
    return Proved(
        (citing.receipt(last), citing_money_in.shown_through(channel)),
        figures,
        says=OVERDUE if expected is not None and facts.today > expected else None,
        since=last.received_at.date(),
        amount_fen=last.amount_fen,
        rule=facts.rules.refresh_days.citation if facts.rules.refresh_days is not None else None,
        expected=expected,
    )


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Look here instead, or again the next workday."""
    return operator_acts(
        Text("在本站“缴费记录”里现在就能看到", "See it now under “Contributions” here"),
        Text(
            "或次日再到{channel}查[（{expected} 前会有）]",
            "Or look in {channel} again the next day[ (there by {expected})]",
        ).filled(proved.figures),
        then=Text("同步后两处记录一致", "Both show the same payments"),
        deadline=proved.expected,
        page=RECEIPTS,
    )


CAUSE = Cause(
    id="C88",
    name="payment_not_yet_in_channel",
    symptoms=("PNF", "NOQ"),
    rank=45,
    reads=("contributions.receipt", "collection.channel_watermark"),
    title=Text("渠道还没有同步缴费记录", "The channel has no record of the payment yet"),
    check=check,
    proved=Text(
        "{at} 的缴费 {amount_fen} 元已入账；{channel}的记录只更新到 {through}[，预计 {expected} 前同步]",
        "The {amount_fen} yuan paid {at} are booked; {channel} shows until {through}[; by {expected} it will too]",
    ),
    refuted=Text("缴费渠道的记录已更新到 {through}", "The channel of the payment shows payments until {through}"),
    unknown=Text("还缺：支付宝、微信等渠道更新到哪一天", "Still missing: until when the channels show payments"),
    source=TAX,
    remedy=remedy,
    ask=Text("建议次日再查，或在本站查看", "Look again the next day, or look here"),
)
