"""C86: an ordinary payment is in the fund and the account, and no ground gives it back. 正常缴费不退"""

from __future__ import annotations

from dataclasses import replace

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.refunding import both_schemes, paid_twice
from mingzhang.answers.why.remedies import ASK_REFUND, nothing_to_do
from mingzhang.answers.why.words import Figures

NOTHING_PAID = Text("没有入账的缴费，谈不上退费", "No payment was posted that could go back")
TWICE = Text("有重复缴费，可以退（见“缴费成功后又退款”）", "A month was paid twice, which can go back")
UNDER_WAY = Text(
    "退费已在办理：{asked} 受理[，预计 {expected} 前]", "A refund is under way: asked {asked}[, expected by {expected}]"
)
REFUSED = Text("{asked} 的退费申请没有批准[：{note}]", "The refund asked for {asked} was not granted[: {note}]")


def check(facts: Facts) -> Verdict:
    """Proved by posted payments for which no ground of a refund is on record, or by a refused application."""
    posted = [paid for paid in facts.receipts if paid.posted_at is not None and paid.refunded_at is None]
    running = [one for one in facts.money_in.refunds if one.state not in ("refused", "paid_back")]
    if running:
        figures: Figures = {"asked": running[-1].asked_at, "expected": running[-1].expected_on}
        return Refuted(figures, says=UNDER_WAY, evidence=tuple(map(citing_money_in.refund, running)))
    if not posted:
        return Refuted(says=NOTHING_PAID)
    if paid_twice(facts) or both_schemes(facts):
        return Refuted(says=TWICE)
    refused = [one for one in facts.money_in.refunds if one.state == "refused"]
    last = posted[-1]
    figures: Figures = {
        "at": last.received_at,
        "amount_fen": last.amount_fen,
        "asked": refused[-1].asked_at if refused else None,
        "note": (refused[-1].review_note or None) if refused else None,
    }
    shown = (*map(citing_money_in.refund, refused), *map(citing.receipt, posted[-3:]))
    says = REFUSED if refused else None
    return Proved(shown, figures, says=says, since=last.received_at.date(), amount_fen=last.amount_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule; the grounds that do give money back are named."""
    told = nothing_to_do(
        Text(
            "可退的情形：重复缴费、两种医保同时缴、姓名证件有误、待遇开始前停保或去世",
            "Refundable: paid twice, both schemes, a wrong identity, ended or died before benefit began",
        ),
        Text("有其中一种情形的，在线申请退费", "If one of these applies, ask for the refund online"),
        then=Text(
            "其余缴费换来的是保障：账户部分在账户里，统筹部分随时可用",
            "Other payments buy cover: the account's part is in your account",
        ),
    )
    return replace(told, page=ASK_REFUND)


CAUSE = Cause(
    id="C86",
    name="ordinary_payment_stays",
    symptoms=("NOREF",),
    rank=60,
    reads=("contributions.receipt", "collection.refund"),
    title=Text("正常缴费不退", "An ordinary payment is not refunded"),
    check=check,
    proved=Text(
        "{at} 的缴费 {amount_fen} 元是正常缴费，已入基金和账户，没有可退的情形",
        "The {amount_fen} yuan paid {at} are an ordinary payment, booked to fund and account; no ground gives it back",
    ),
    refuted=NOTHING_PAID,
    remedy=remedy,
)
