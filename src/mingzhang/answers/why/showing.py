"""What is shown (the amount or state asked about, in one sentence) and what is not touched: pooled benefit. Pure."""

from __future__ import annotations

from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import About, Shown, Text, Unaffected
from mingzhang.answers.why.symptoms import OF_A_PAYMENT, OF_CONTRIBUTIONS
from mingzhang.answers.why.words import Figures, refusal_words
from mingzhang.basics.refusal import Refusal
from mingzhang.money.contributions.rules import paid_up

BOOKS = Text("账本时间 {at} · {region}医保（{code}）", "Books as of {at} · {region} ({code})")
ACCOUNT = {
    "open": Text("个人账户可用 {available_fen} 元", "{available_fen} yuan of the account can be used"),
    "held": Text(
        "账户有 {balance_fen} 元，其中 {held_fen} 元暂不能用（{why}）",
        "The account holds {balance_fen} yuan; {held_fen} cannot be used now ({why})",
    ),
    "not_opened": Text("账户尚未开通，首次划入后开通", "The account opens with the first allocation"),
    "no_account": Text("没有个人账户（{why}）", "No personal account ({why})"),
}
REASONS = {
    "NOT_ACTIVATED": Text("未激活", "not activated"),
    "FROZEN": Text("已冻结", "frozen"),
    "RESIDENT": Text("居民医保按规定不设", "residents have none by rule"),
    "FLEXIBLE": Text("灵活就业人员按当地规定不设", "flexible workers have none here by rule"),
    "RETIRED_PAYING_ON": Text("退休延缴按规定不设", "none while paying on after retiring age"),
    "NOT_ENROLLED": Text("没有参保", "not enrolled"),
    "CATEGORY": Text("这一档次按规定不设", "this tier has none by rule"),
    "CLOSED": Text("已注销", "closed"),
    "RULE_UNKNOWN": Text("当地规定没有入库", "the region's rule is not on file"),
}
BILL = Text(
    "{day} {institution}[{cancelled}]：总费用 {total_fen} 元，统筹等基金支付 {fund_fen} 元，个人账户 {account_fen} 元，"
    "家人账户 {family_fen} 元，现金 {cash_fen} 元",
    "{day} {institution}[{cancelled}]: {total_fen} yuan in all; funds {fund_fen}, account {account_fen}, "
    "relatives {family_fen}, cash {cash_fen}",
)
NO_COVERAGE = Text("没有参保", "not covered")
CONTRIBUTIONS = {
    "paid_up": Text(
        "参保状态{status}，已缴到 {month_last}，没有欠费", "Coverage: {status}; paid until {month_last}, nothing owed"
    ),
    "owing": Text(
        "参保状态{status}[，已缴到 {month_last}]，{months} 欠 {missing_fen} 元",
        "Coverage: {status}[; paid until {month_last}]; {missing_fen} yuan of {months} are owed",
    ),
    "nothing_due": Text("参保状态{status}，没有应缴的记录", "Coverage: {status}; nothing is on file as due"),
}
CANCELLED = Text("（已撤销）", " (taken back)")
OF_BOTH = "HASBAL"  # a balance that cannot be used: about a payment, but what is shown is the account
NO_PAYMENT = Text("没有查到结算或被拒的请求", "No settlement and no refused request is on file")


def shown(facts: Facts) -> Shown:
    """The amount or state the question is about."""
    if facts.symptom in OF_CONTRIBUTIONS:
        return _contributions(facts)
    if facts.symptom not in OF_A_PAYMENT or facts.symptom == OF_BOTH:
        return _account(facts)
    if facts.bill is not None:
        return _bill(facts)
    if facts.refusal is not None:
        return _refusal(facts)
    return _shown(facts, "nothing", "nothing", None, NO_PAYMENT)


def _account(facts: Facts) -> Shown:
    view = facts.account
    figures: Figures = {
        "available_fen": view.available_fen,
        "balance_fen": view.balance_fen,
        "held_fen": view.held_fen,
        "why": REASONS.get(view.reason, Text(view.reason, view.reason)),
    }
    amount = None if view.state == "no_account" and view.balance_fen == 0 else view.available_fen
    return _shown(facts, "account", view.state, amount, ACCOUNT[view.state].filled(figures))


def _contributions(facts: Facts) -> Shown:
    """How the months of this year and the last one stand: until when they are paid, and what is owed."""
    paid = [month for month in facts.months if month.paid_at is not None]
    owed = facts.owed
    figures: Figures = {
        "month_last": paid[-1].month if paid else None,
        "paid_fen": sum(month.due_fen for month in paid),
        "months": tuple(month.month for month in owed),
        "missing_fen": sum(month.missing_fen for month in owed),
        "status": facts.coverage.status if facts.coverage is not None else NO_COVERAGE,
    }
    state = "owing" if owed else "paid_up" if paid else "nothing_due"
    amount = sum(month.due_fen for month in paid) if not owed else None
    return _shown(facts, "contributions", state, amount, CONTRIBUTIONS[state].filled(figures))


def _bill(facts: Facts) -> Shown:
    assert facts.bill is not None
    bill, paid = facts.bill, facts.bill.amounts
    figures: Figures = {
        "day": bill.service_on,
        "institution": bill.institution.name if bill.institution is not None else None,
        "cancelled": CANCELLED if bill.cancelled else None,
        "total_fen": paid.total_fen,
        "fund_fen": paid.fund_fen,
        "account_fen": paid.account_fen,
        "family_fen": paid.family_fen,
        "cash_fen": paid.cash_fen,
    }
    state = "cancelled" if bill.cancelled else "settled"
    return _shown(facts, "settlement", state, paid.fund_fen, BILL.filled(figures))


def _refusal(facts: Facts) -> Shown:
    assert facts.refusal is not None
    refused = facts.refusal
    words = {language: refusal_words(Refusal(refused.code, refused.facts), language) for language in ("zh", "en")}
    return _shown(facts, "refusal", refused.code, None, Text(words["zh"].what, words["en"].what))


def _shown(facts: Facts, about: About, state: str, amount: int | None, sentence: Text) -> Shown:
    source = BOOKS.filled({"at": facts.as_of, "region": facts.region_name, "code": facts.region})
    view = facts.account
    return Shown(about, state, amount, view.balance_fen, view.held_fen, facts.as_of, source, sentence)


ENTITLED = Text(
    "住院与门诊统筹报销不受影响，自 {since} 起有效", "Pooled benefit is not affected; it holds since {since}"
)
OWED = Text(
    "住院与门诊统筹报销因 {month} 欠费暂停，补缴后恢复",
    "Pooled benefit is suspended because {month} is owed; it resumes after payment",
)
YEAR_OWED = Text(
    "住院与门诊统筹报销需先缴当年居民医保费", "Pooled benefit needs this year's resident contribution first"
)
WAITING = Text("住院与门诊统筹报销自 {since} 起", "Pooled benefit begins on {since}")
ELSEWHERE = Text("统筹报销按{region}的参保办理，不受影响", "Pooled benefit comes from {region} and is not touched")
NOT_COVERED = Text(
    "住院与门诊统筹报销[自 {since} 起]没有，恢复参保并缴费后恢复",
    "There is no pooled benefit[ since {since}]; it resumes with coverage",
)


def unaffected(facts: Facts) -> Unaffected:
    """Whether pooled benefit holds on the day asked about, since or until when, and how it comes back."""
    found = facts.entitlement
    figures: Figures = {"since": found.since}
    if found.code == "WAITING_PERIOD":
        return Unaffected(False, found.since, WAITING.filled(figures))
    if found.coverage is None and facts.elsewhere:
        return Unaffected(False, None, ELSEWHERE.filled({"region": facts.elsewhere[0].region_name}))
    if not found.entitled or found.coverage is None:
        return Unaffected(False, found.since, NOT_COVERED.filled(figures))
    cover = found.coverage
    owed = paid_up(facts.months, cover.scheme, cover.category, facts.asked_day)
    if owed.paid:
        return Unaffected(True, found.since, ENTITLED.filled(figures))
    if owed.blocking is None:
        return Unaffected(False, None, YEAR_OWED)
    return Unaffected(False, owed.blocking.due_on, OWED.filled({"month": owed.blocking.month}))
