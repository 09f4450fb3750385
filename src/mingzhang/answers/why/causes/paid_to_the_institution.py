"""C87: the account has paid bills, and that money is with the hospital or pharmacy. 钱已付给医院或药店"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import institution_acts
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by settlements of this year that stand and that the account paid."""
    paid = [one for one in facts.paid_bills if one.account_fen > 0]
    if not paid:
        return Refuted()
    figures: Figures = {
        "count": len(paid),
        "account_fen": sum(one.account_fen for one in paid),
        "last": paid[-1].service_on,
    }
    shown = tuple(map(citing.paid_bill, paid))
    return Proved(shown, figures, since=paid[0].service_on, amount_fen=sum(one.account_fen for one in paid))


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """Only the institution can take a settlement back."""
    return institution_acts(
        None,
        Text(
            "要退这部分，请持票据到原医院或药店撤销结算",
            "Have the settlement cancelled where it was made, with the invoice",
        ),
        then=Text("撤销后原路退回个人账户", "The money returns to the account"),
    )


CAUSE = Cause(
    id="C87",
    name="paid_to_the_institution",
    symptoms=("NOREF",),
    rank=62,
    reads=("visits.settlement",),
    title=Text("钱已付给医院或药店", "The money is with the institution"),
    check=check,
    proved=Text(
        "今年个人账户已付给医院和药店 {account_fen} 元（{count} 次，最近 {last}），只有机构能撤销",
        "The account paid {account_fen} yuan to institutions this year ({count} bills, last {last}); only they cancel",
    ),
    refuted=Text("今年个人账户没有付过账单", "The account has paid no bill this year"),
    remedy=remedy,
)
