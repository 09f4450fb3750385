"""C71: the paying bank account is wrong, or the bank could not carry out the debit. 银行账户有误或扣费失败"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, bank_acts
from mingzhang.answers.why.tries import BANK_FAULT, failed_and_owed
from mingzhang.answers.why.words import Figures
from mingzhang.money.collection.orders.records import Order

SENT_BACK = Text(
    "{at} {channel}已扣的 {amount_fen} 元（{months}）被银行退回，原因：{code}",
    "{at}: the {amount_fen} yuan taken for {months} ({channel}) were sent back by the bank, {code}",
)


def check(facts: Facts) -> Verdict:
    """Proved by the bank's answer to an order whose months are still owed, or by a debit the bank sent back."""
    failed = failed_and_owed(facts, *BANK_FAULT)
    back = [order for order in facts.money_in.orders if order.state == "reversed" and order.code in BANK_FAULT]
    found: tuple[Order, ...] = tuple(back) if facts.symptom == "PREF" else failed
    if not found:
        return Refuted()
    last = found[-1]
    figures: Figures = {
        "at": last.settled_at or last.opened_at,
        "amount_fen": last.amount_fen,
        "months": tuple(line.month for line in last.lines),
        "channel": citing_money_in.channel_name(last.channel),
        "code": citing_money_in.failure_name(last.code),
    }
    shown = tuple(map(citing_money_in.order, found))
    says = SENT_BACK if last.state == "reversed" else None
    return Proved(shown, figures, says=says, since=found[0].opened_at.date(), amount_fen=last.amount_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Compare the account, ask the bank; pay another way meanwhile."""
    return bank_acts(
        Text(
            "核对代扣的户名和账号；换卡的重新签约",
            "Compare the debited account's name and number; sign anew for a new card",
        ),
        Text("问银行失败原因（{code}）", "Ask the bank for the reason ({code})").filled(proved.figures),
        Text("不想等的，现在换渠道直接缴", "Or pay now through another channel"),
        then=Text("缴费到账后 {months} 不再欠费", "{months} are no longer owed once it is paid").filled(proved.figures),
        page=PAY,
    )


CAUSE = Cause(
    id="C71",
    name="debit_failed",
    symptoms=("PREM", "GAP", "PREF"),
    rank=21,
    reads=("collection.order", "contributions.due"),
    title=Text("银行账户有误或扣费失败", "Bank account wrong or debit failed"),
    check=check,
    proved=Text(
        "{at} {channel}扣费 {amount_fen} 元（{months}）未成功：{code}",
        "{at}: the debit of {amount_fen} yuan for {months} failed ({channel}): {code}",
    ),
    refuted=Text("没有因账户有误或银行故障而失败的扣费", "No debit failed for a wrong account or a fault of the bank"),
    remedy=remedy,
)
