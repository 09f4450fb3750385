"""How what lies between payer and agency is cited: orders, agreements, refunds, papers, channels, gaps."""

from __future__ import annotations

from mingzhang.answers.why.money_in import Paper
from mingzhang.answers.why.records import Evidence, Text
from mingzhang.answers.why.words import Figures
from mingzhang.money.collection.documents.queries import Watermark
from mingzhang.money.collection.kinds import CHANNELS, FAILURES
from mingzhang.money.collection.orders.records import DebitAgreement, Order, OrderEvent
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.interruptions.records import Gap

CHANNEL_NAMES = {name: Text(channel.zh, channel.en) for name, channel in CHANNELS.items()}
FAILURE_NAMES = {code: Text(*words) for code, words in FAILURES.items()}
STATES = {
    "created": Text("已生成，没有发出", "written, not sent"),
    "sent": Text("已发出，等待回复", "sent, waiting for the answer"),
    "accepted": Text("对方已收到钱", "the money was taken"),
    "posted": Text("已入账", "posted"),
    "failed": Text("未成功", "failed"),
    "reversed": Text("已退回", "sent back"),
    "unknown": Text("结果待查", "not answered; being looked into"),
}
REFUND_STATES = {
    "asked": Text("已受理", "asked for"),
    "refused": Text("不予退费", "refused"),
    "reviewed": Text("已审核", "reviewed"),
    "sent": Text("已划出", "sent"),
    "paid_back": Text("已退到账", "paid back"),
    "failed": Text("退款未成功", "did not arrive"),
}


PARTIES = {
    "payer": Text("缴费人", "payer"),
    "channel": Text("缴费渠道", "channel"),
    "bank": Text("银行", "bank"),
    "tax": Text("税务", "tax office"),
    "agency": Text("经办机构", "agency"),
}


def channel_name(channel: str) -> Text:
    """How a reader calls a channel."""
    return CHANNEL_NAMES.get(channel, Text(channel, channel))


def failure_name(code: str | None) -> Text | None:
    """Why a payment did not come about, in the words of bank or channel."""
    return FAILURE_NAMES.get(code, Text(code, code)) if code is not None else None


def order(made: Order) -> Evidence:
    """An order to pay and where it stands."""
    says = Text(
        "{at} 缴费 {amount_fen} 元（{channel}[ {serial}]）：{state}[，{code}]",
        "{at}: {amount_fen} yuan ({channel}[ {serial}]): {state}[, {code}]",
    )
    figures: Figures = {
        "at": made.opened_at,
        "amount_fen": made.amount_fen,
        "channel": channel_name(made.channel),
        "serial": made.serial,
        "state": STATES[made.state],
        "code": failure_name(made.code),
    }
    return Evidence("collection.order", made.number, says.filled(figures), made.opened_at, made.amount_fen)


def said(event: OrderEvent) -> Evidence:
    """What a party said about an order."""
    says = Text("{at} {party}：{state}[，{code}]", "{at} {party}: {state}[, {code}]")
    figures: Figures = {
        "at": event.happened_at,
        "party": PARTIES[event.party],
        "state": STATES[event.state_to],
        "code": failure_name(event.code),
    }
    return Evidence("collection.order_event", str(event.id), says.filled(figures), event.happened_at)


def agreement(signed: DebitAgreement) -> Evidence:
    """A debit agreement; of the account only the last four digits."""
    says = Text(
        "{bank} 尾号 {last4} 的代扣协议，{since} 签订[，{end} 终止]",
        "debit agreement with {bank} (…{last4}), signed {since}[, ended {end}]",
    )
    figures: Figures = {
        "bank": signed.bank_name,
        "last4": signed.account_last4,
        "since": signed.holds.start,
        "end": signed.holds.end,
    }
    return Evidence("collection.debit_agreement", str(signed.id), says.filled(figures), signed.holds.start)


def refund(back: Refund) -> Evidence:
    """A refund and its stage."""
    says = Text(
        "{asked} 退费 {amount_fen} 元（缴费记录 {receipt}）：{state}[，{finished}]",
        "{asked}: refund of {amount_fen} yuan (receipt {receipt}): {state}[, {finished}]",
    )
    figures: Figures = {
        "asked": back.asked_at,
        "amount_fen": back.amount_fen,
        "receipt": str(back.receipt_id),
        "state": REFUND_STATES[back.state],
        "finished": back.finished_at,
    }
    return Evidence("collection.refund", str(back.id), says.filled(figures), back.asked_at, back.amount_fen)


def paper(issued: Paper) -> Evidence:
    """A receipt as a paper, and where it was pushed."""
    pushed = {
        "none": Text("没有推送", "not pushed"),
        "failed": Text("推送未成功", "the push failed"),
        "delivered": Text("已送达", "delivered"),
    }[issued.push_state]
    says = Text("{at} 开具的缴费票据：{pushed}[（{to}）]", "receipt issued {at}: {pushed}[ ({to})]")
    figures: Figures = {"at": issued.issued_at, "pushed": pushed, "to": issued.pushed_to}
    return Evidence("collection.document", issued.number, says.filled(figures), issued.issued_at)


def shown_through(channel: Watermark) -> Evidence:
    """Until when a channel shows payments."""
    says = Text("{channel} 的缴费记录更新到 {through}", "{channel} shows payments until {through}")
    figures: Figures = {"channel": channel_name(channel.channel), "through": channel.shown_through}
    return Evidence("collection.channel_watermark", channel.channel, says.filled(figures), channel.told_at)


def gap(found: Gap) -> Evidence:
    """A gap in a person's months."""
    says = Text(
        "{month_first} 至 {month_last} 中断 {months} 个月，欠 {missing_fen} 元",
        "{month_first} to {month_last}: {months} months interrupted, {missing_fen} yuan owed",
    )
    figures: Figures = {
        "month_first": found.first,
        "month_last": found.last,
        "months": found.months,
        "missing_fen": found.missing_fen,
    }
    number = f"{found.scheme}/{found.first:%Y-%m}"
    return Evidence("contributions.gap", number, says.filled(figures), found.first, found.missing_fen)
