"""C70: the bank account that pays held too little when the debit came. 扣费账户余额不足"""

from __future__ import annotations

from mingzhang.answers.why import citing_money_in
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY, tax_acts
from mingzhang.answers.why.tries import BANK_SHORT, failed_and_owed
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by the bank's answer to an order whose months are still owed."""
    failed = failed_and_owed(facts, *BANK_SHORT)
    if not failed:
        return Refuted()
    last = failed[-1]
    figures: Figures = {
        "at": last.settled_at or last.opened_at,
        "amount_fen": last.amount_fen,
        "months": tuple(line.month for line in last.lines),
        "channel": citing_money_in.channel_name(last.channel),
        "count": len(failed),
    }
    shown = tuple(map(citing_money_in.order, failed))
    return Proved(shown, figures, since=failed[0].opened_at.date(), amount_fen=last.amount_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Put money into the account, or pay another way, at once."""
    return tax_acts(
        Text("在扣费账户存入 {amount_fen} 元以上", "Put at least {amount_fen} yuan into the account").filled(
            proved.figures
        ),
        Text("等下次扣费，或现在换渠道直接缴", "Wait for the next debit, or pay now through another channel"),
        then=Text("缴费到账后 {months} 不再欠费", "{months} are no longer owed once it is paid").filled(proved.figures),
        deadline=facts.next_cutoff,
        page=PAY,
    )


CAUSE = Cause(
    id="C70",
    name="paying_account_short",
    symptoms=("PREM", "GAP"),
    rank=20,
    reads=("collection.order", "contributions.due"),
    title=Text("扣费账户余额不足", "The paying bank account is short"),
    check=check,
    proved=Text(
        "{at} {channel}扣费 {amount_fen} 元（{months}）未成功：扣费账户余额不足（共 {count} 次）",
        "{at}: the debit of {amount_fen} yuan for {months} failed ({channel}): not enough money there ({count} times)",
    ),
    refuted=Text("没有因余额不足而失败、至今未缴的扣费", "No debit failed for lack of money and is still owed"),
    remedy=remedy,
)
