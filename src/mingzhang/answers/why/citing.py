"""How each kind of record is cited as evidence: its number, one sentence, its moment and its amount in fen."""

from __future__ import annotations

from mingzhang.answers.why.asked import AskedBill, AskedRefusal
from mingzhang.answers.why.facts import Elsewhere, KnownAs, PaidBill
from mingzhang.answers.why.records import Evidence, Text
from mingzhang.answers.why.words import Figures
from mingzhang.books.evidence import ChannelCopy, Event, Outage
from mingzhang.books.ledger.queries import Hold, Movement
from mingzhang.care.filings.records import Choice
from mingzhang.care.visits.records import LineRecord
from mingzhang.money.accounts.records import AccountView, AllocationItem, Freeze, Run
from mingzhang.money.collection.kinds import CHANNELS
from mingzhang.money.contributions.records import MonthStatus, Receipt
from mingzhang.registers.enrolment.records import Coverage, Credential
from mingzhang.registers.institutions.records import Agreement
from mingzhang.rules.policy import Citation
from mingzhang.rules.settlement.outcome import LayerResult


def due(month: MonthStatus) -> Evidence:
    """A month's contribution: what was due, what is missing."""
    says = Text(
        "{month} 应缴 {due_fen} 元，截止 {due_on}，未缴 {missing_fen} 元",
        "{month}: {due_fen} yuan due by {due_on}, {missing_fen} yuan missing",
    ).filled({"month": month.month, "due_fen": month.due_fen, "due_on": month.due_on, "missing_fen": month.missing_fen})
    number = f"{month.person_id}/{month.scheme}/{month.month:%Y-%m}"
    return Evidence("contributions.due", number, says, month.due_on, month.missing_fen)


def paid(month: MonthStatus) -> Evidence:
    """A month's contribution that came in full."""
    says = Text("{month} 已缴 {due_fen} 元（{at}）", "{month}: {due_fen} yuan paid ({at})")
    figures: Figures = {"month": month.month, "due_fen": month.due_fen, "at": month.paid_at}
    number = f"{month.person_id}/{month.scheme}/{month.month:%Y-%m}"
    return Evidence("contributions.due", number, says.filled(figures), month.paid_at, month.due_fen)


def receipt(paid: Receipt) -> Evidence:
    """A payment that came in."""
    says = Text(
        "{at} 收到缴费 {amount_fen} 元（{channel} {serial}）", "{at}: {amount_fen} yuan received ({channel} {serial})"
    )
    figures: Figures = {
        "at": paid.received_at,
        "amount_fen": paid.amount_fen,
        "channel": _PAID_THROUGH.get(paid.channel, Text(paid.channel, paid.channel)),
        "serial": paid.serial,
    }
    return Evidence("contributions.receipt", str(paid.id), says.filled(figures), paid.received_at, paid.amount_fen)


_PAID_THROUGH = {"bank": Text("银行代扣", "bank debit")} | {
    name: Text(channel.zh, channel.en) for name, channel in CHANNELS.items()
}


def item(given: AllocationItem) -> Evidence:
    """A month's allocation to the account."""
    state = {
        "posted": Text("已划入 {amount_fen} 元", "{amount_fen} yuan credited"),
        "waiting_money": Text("应划 {amount_fen} 元，等待缴费到账", "{amount_fen} yuan wait for the contribution"),
        "suspended": Text("应划 {amount_fen} 元，暂停发放", "{amount_fen} yuan suspended"),
    }[given.state].filled({"amount_fen": given.amount_fen})
    says = Text("{month} {state}", "{month}: {state}").filled({"month": given.month, "state": state})
    number = f"{given.person_id}/{given.month:%Y-%m}"
    return Evidence("accounts.item", number, says, given.posted_at or given.due_on, given.amount_fen)


def run(done: Run) -> Evidence:
    """A month's allocation run."""
    state = {
        "running": Text("正在进行", "under way"),
        "finished": Text("已完成", "finished"),
        "failed": Text("未成功", "failed"),
    }[done.state]
    says = Text("{month} 划账批次{state}", "The allocation run of {month} is {state}")
    return Evidence("accounts.run", str(done.id), says.filled({"month": done.month, "state": state}), done.started_at)


def account(view: AccountView) -> Evidence:
    """The account itself, or that there is none."""
    says = Text("账户状态：{reason}", "State of the account: {reason}").filled({"reason": _ACCOUNT[view.reason]})
    return Evidence("accounts.account", view.reason, says, view.opened_on, view.balance_fen)


_ACCOUNT = {
    "RESIDENT": Text("居民医保按规定不设个人账户", "residents have none by rule"),
    "FLEXIBLE": Text("灵活就业人员按当地规定不设个人账户", "flexible workers have none by this region's rule"),
    "RETIRED_PAYING_ON": Text("退休延缴人员按规定不设个人账户", "those who pay on after retiring have none by rule"),
    "NOT_ENROLLED": Text("没有参保，没有账户", "not enrolled, no account"),
    "RULE_UNKNOWN": Text("当地是否设个人账户，条文没有入库", "whether the region gives an account is not on file"),
    "CATEGORY": Text("这一档次不设个人账户", "this tier has none"),
    "CLOSED": Text("账户已注销", "the account was closed"),
    "FIRST_ALLOCATION_PENDING": Text("账户将在首次划入时开通", "opens with the first allocation"),
    "NOT_ACTIVATED": Text("已划入，未激活", "credited, not activated"),
    "FROZEN": Text("已冻结", "frozen"),
    "OPEN": Text("正常", "open"),
}


def movement(moved: Movement) -> Evidence:
    """One movement on the account, with the balance after it."""
    says = Text(
        "{on} {code} {amount_fen} 元，余额 {balance_fen} 元",
        "{on}: {code} {amount_fen} yuan, balance {balance_fen} yuan",
    ).filled(
        {
            "on": moved.effective_on,
            "code": _MOVED.get(moved.code, Text("更正", "correction")),
            "amount_fen": moved.amount_fen,
            "balance_fen": moved.balance_fen,
        }
    )
    return Evidence("ledger.transfer", str(moved.transfer_id), says, moved.booked_at, moved.amount_fen)


_MOVED = {
    "ALLOCATION": Text("划入", "credited"),
    "MAKE_UP": Text("补划", "made up"),
    "ACCOUNT_PAYMENT": Text("本人支付", "paid by yourself"),
    "FAMILY_PAYMENT": Text("家人支付（共济）", "paid for a relative"),
    "ACCOUNT_PAYMENT_CANCELLED": Text("本人支付退回", "own payment returned"),
    "FAMILY_PAYMENT_CANCELLED": Text("家人支付退回", "relative's payment returned"),
    "INTEREST": Text("计息", "interest"),
    "WITHDRAWAL": Text("提取", "withdrawn"),
    "TRANSFER_IN": Text("转入", "transferred in"),
    "TRANSFER_OUT": Text("转出", "transferred out"),
    "SUPPORT": Text("上年结转", "brought forward"),
    "ALLOCATION_RETURNED": Text("退费收回划入", "taken back with a refund"),
    "OWED_PAID": Text("重算补给", "paid after re-settling"),
    "OWED_COLLECTED": Text("重算收回", "collected after re-settling"),
}


def hold(held: Hold) -> Evidence:
    """Money that is held."""
    says = Text("冻结 {amount_fen} 元[（{authority}）]", "{amount_fen} yuan held[ by {authority}]")
    figures: Figures = {"amount_fen": held.amount_fen, "authority": held.authority}
    return Evidence("ledger.hold", str(held.hold_id), says.filled(figures), held.placed_at, held.amount_fen)


def freeze(frozen: Freeze) -> Evidence:
    """An order that freezes the account or suspends its allocation."""
    says = Text("{authority} 依据 {basis}，自 {since} 起", "{authority} on {basis}, since {since}")
    figures: Figures = {"authority": frozen.authority, "basis": frozen.basis, "since": frozen.span.start}
    return Evidence("accounts.freeze", str(frozen.id), says.filled(figures), frozen.span.start)


def coverage(cover: Coverage) -> Evidence:
    """A coverage and its status."""
    says = Text("{scheme}（{category}）{status}，自 {since} 起", "{scheme} ({category}), {status}, since {since}")
    figures: Figures = {
        "scheme": cover.scheme,
        "category": cover.category,
        "status": cover.status,
        "since": cover.holds.start,
    }
    return Evidence("enrolment.coverage", str(cover.id), says.filled(figures), cover.holds.start)


def elsewhere(found: Elsewhere) -> Evidence:
    """A coverage in another region."""
    says = Text("在{region}参加{scheme}，自 {since} 起", "{scheme} in {region} since {since}")
    figures: Figures = {"region": found.region_name, "scheme": found.scheme, "since": found.since}
    return Evidence("enrolment.coverage", f"{found.region}/{found.coverage_id}", says.filled(figures), found.since)


def known_as(found: KnownAs) -> Evidence:
    """As whom a holder knows the person."""
    agrees = Text("号码一致", "same number") if found.number_agrees else Text("号码不一致", "another number")
    says = Text("{holder}登记为“{name}”，{agrees}", "{holder}: “{name}”, {agrees}")
    figures: Figures = {"holder": found.holder, "name": found.name, "agrees": agrees}
    return Evidence("enrolment.identity", str(found.identity_id), says.filled(figures), found.since)


def credential(shown: Credential) -> Evidence:
    """A card or e-voucher; its number shows only the last four characters."""
    state = (
        Text("{on} 激活", "activated {on}").filled({"on": shown.activated_on})
        if shown.activated_on
        else Text("未激活", "not activated")
    )
    says = Text("{kind}（尾号 {tail}）{issued} 发放，{state}", "{kind} (…{tail}) issued {issued}, {state}")
    figures: Figures = {"kind": shown.kind, "tail": shown.number[-4:], "issued": shown.issued_on, "state": state}
    return Evidence("enrolment.credential", str(shown.id), says.filled(figures), shown.issued_on)


def event(happened: Event) -> Evidence:
    """Something that happened at a door."""
    says = Text("{at} {kind}（{channel}）", "{at}: {kind} ({channel})")
    figures: Figures = {
        "at": happened.happened_at,
        "kind": _HAPPENED.get(happened.kind, Text(happened.kind, happened.kind)),
        "channel": _PAID_THROUGH.get(happened.channel, happened.channel),
    }
    return Evidence("evidence.event", str(happened.event_id), says.filled(figures), happened.happened_at)


_HAPPENED = {
    "FAILED_SWIPE": Text("刷卡未成功", "swipe failed"),
    "CARD_READ_ERROR": Text("读卡失败", "card could not be read"),
    "REJECTED_LOGIN": Text("登录信息未通过", "login rejected"),
    "WRONG_REGION_LOOKUP": Text("在非参保地查询", "looked up in another region"),
    "BANK_ACCOUNT_LOOKUP": Text("查询的是卡内银行账户", "the card's bank account was looked at"),
    "CLIENT_TIMEOUT": Text("手机网络超时", "the client timed out"),
    "PAYMENT_REFUSED": Text("缴费被拒", "a payment was refused"),
    "PAYMENT_FAILED": Text("扣费未成功", "a debit failed"),
    "FILTER_HID_RECORDS": Text("查询条件下没有记录", "the filter hid every record"),
    "CHANNEL_NOT_BOUND": Text("渠道账号没有绑定", "the channel's account was not bound"),
}


def outage(window: Outage) -> Evidence:
    """A module that did not answer."""
    says = Text("{start} 起[，至 {end}]：{note}", "from {start}[ to {end}]: {note}")
    figures: Figures = {"start": window.starts_at, "end": window.ends_at, "note": window.note}
    return Evidence("evidence.outage", str(window.outage_id), says.filled(figures), window.starts_at)


def channel_copy(copied: ChannelCopy) -> Evidence:
    """What a channel shows of the balance, and since when."""
    says = Text("{channel} 显示 {balance_fen} 元，取自 {at}", "{channel} shows {balance_fen} yuan, copied {at}").filled(
        {"channel": copied.channel, "balance_fen": copied.balance_fen, "at": copied.copied_at}
    )
    return Evidence("evidence.channel_copy", copied.channel, says, copied.copied_at, copied.balance_fen)


def bill(asked: AskedBill, says: Text, amount_fen: int | None = None) -> Evidence:
    """A settlement, with the sentence that matters here."""
    return Evidence("visits.settlement", asked.number, says, asked.settled_at, amount_fen)


def paid_bill(paid: PaidBill) -> Evidence:
    """A settlement in brief: what the account paid of it."""
    says = Text("{benefit}，个人账户支付 {account_fen} 元", "{benefit}: {account_fen} yuan from the account")
    figures: Figures = {"benefit": paid.benefit, "account_fen": paid.account_fen}
    number = str(paid.settlement_id)
    return Evidence("visits.settlement", number, says.filled(figures), paid.settled_at, paid.account_fen)


def line(fee: LineRecord, amount_fen: int) -> Evidence:
    """A fee line and the part of it that matters here."""
    says = Text("{item}：{amount_fen} 元", "{item}: {amount_fen} yuan").filled(
        {"item": fee.item_name, "amount_fen": amount_fen}
    )
    return Evidence("visits.line", f"{fee.visit_id}/{fee.serial}", says, fee.occurred_at, amount_fen)


def layer(asked: AskedBill, paid: LayerResult, says: Text, amount_fen: int | None = None) -> Evidence:
    """What one payer of a settlement did."""
    return Evidence("visits.settlement", f"{asked.number}/{paid.name}", says, asked.settled_at, amount_fen)


def refusal(asked: AskedRefusal) -> Evidence:
    """A refused request, by the number that its answer quoted."""
    says = Text("{at} 被拒，代码 {code}，查询号 {number}", "{at}: refused, {code}, look-up number {number}")
    figures: Figures = {"at": asked.received_at, "code": asked.code, "number": asked.lookup_id}
    return Evidence("evidence.request", asked.lookup_id, says.filled(figures), asked.received_at)


def agreement(found: Agreement) -> Evidence:
    """An institution's agreement and its state."""
    says = Text("协议状态：{state}[，{reason}]，自 {since} 起", "Agreement {state}[, {reason}], since {since}")
    figures: Figures = {"state": found.state, "reason": found.reason, "since": found.holds.start}
    return Evidence("institutions.agreement", str(found.id), says.filled(figures), found.holds.start)


def choice(chosen: Choice) -> Evidence:
    """An institution the person has chosen."""
    says = Text("已选定机构（编号 {number}），自 {since} 起", "Chosen institution no. {number}, since {since}")
    figures: Figures = {"number": f"{chosen.institution_region}-{chosen.institution_id}", "since": chosen.holds.start}
    return Evidence("filings.choice", str(chosen.id), says.filled(figures), chosen.holds.start)


def rule(found: Citation, says: Text) -> Evidence:
    """A rule of the region's policy, cited by its key."""
    return Evidence("policy.rule", found.key, says)
