"""C1: contributions that were due have not been paid by the employer or the person. 未按时缴费"""

from __future__ import annotations

from datetime import date

from mingzhang.answers.why import citing
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Unknown, Verdict
from mingzhang.answers.why.directory import TAX
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import PAY_LATE, employer_acts, tax_acts

NOTHING_DUE = Text(
    "没有应缴的月份（不在保，或按规定不再缴费）", "No month is due (not covered, or no longer has to pay)"
)


def check(facts: Facts) -> Verdict:
    """Proved by months past their payment day with nothing paid."""
    unpaid = facts.unpaid
    if unpaid:
        by_employer = unpaid[-1].employer_id is not None
        account_fen = sum(month.account_part_fen for month in unpaid)
        return Proved(
            tuple(citing.due(month) for month in unpaid),
            {
                "who": Text("单位", "your employer") if by_employer else Text("本人", "you"),
                "month_since": unpaid[0].month if _nothing_since(facts, unpaid[0].month) else None,
                "count": len(unpaid),
                "months": tuple(month.month for month in unpaid),
                "account_fen": account_fen,
            },
            since=unpaid[0].month,
            amount_fen=account_fen,
        )
    if facts.months:
        return Refuted({"count": len(facts.months), "today": facts.today})
    owes = facts.coverage is not None and facts.coverage.status == "active" and facts.category != "retired"
    return Unknown() if owes else Refuted(says=NOTHING_DUE)


def _nothing_since(facts: Facts, month: date) -> bool:
    """Whether nothing at all was paid for the months from this one on."""
    return all(one.state in ("unpaid", "not_due") for one in facts.months if one.month >= month)


MADE_UP = Text("缴费到账后按月补划 {account_fen} 元", "After payment {account_fen} yuan are made up")
NOTHING_OWED = Text("缴费到账后不再欠费，统筹待遇恢复", "Nothing is owed after payment, and pooled benefit resumes")


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The one who owes pays; the account is credited afterwards for each month."""
    then = (MADE_UP if proved.amount_fen else NOTHING_OWED).filled(proved.figures)
    if facts.unpaid and facts.unpaid[-1].employer_id is not None:
        return employer_acts(
            facts.employer,
            Text("请单位补缴 {months}", "Ask your employer to pay {months}").filled(proved.figures),
            Text("单位不办，可凭工资条拨打 12393 反映", "If it does not, call 12393 with your pay slip"),
            then=then,
            deadline=facts.next_cutoff,
        )
    return tax_acts(
        Text("补缴 {months}", "Pay {months}").filled(proved.figures),
        then=then,
        deadline=facts.next_cutoff,
        page=PAY_LATE,
    )


CAUSE = Cause(
    id="C1",
    name="contributions_unpaid",
    symptoms=("Z0", "DASH", "NOMON", "PAYF", "PAY0", "GAP"),
    rank=20,
    reads=("contributions.due",),
    title=Text("没有缴费", "Contributions not paid"),
    check=check,
    proved=Text(
        "{who}[自 {month_since} 起一直没有缴费：]有 {count} 个月没有缴费（{months}），这些月份没有新的钱划入",
        "{count} months have not been paid by {who} ({months})[, nothing since {month_since}], so no money came",
    ),
    refuted=Text("到 {today}，应缴的 {count} 期都没有拖欠", "None of the {count} periods due by {today} is unpaid"),
    unknown=Text("没有查到应缴记录，不能判断是否欠费", "No record of what is due, so arrears cannot be judged"),
    source=TAX,
    remedy=remedy,
    ask=Text("在税务缴费 App 里查看缴费记录", "Look at the payment record in the tax app"),
)
