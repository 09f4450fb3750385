"""What the causes about refunds of contributions share: their stage in words, and grounds on which money goes back."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from mingzhang.answers.why import citing, citing_money_in
from mingzhang.answers.why.cause import Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Evidence, Remedy, Text
from mingzhang.answers.why.remedies import ASK_REFUND, RECEIPTS, agency_acts, nothing_to_do, operator_acts
from mingzhang.answers.why.words import Figures
from mingzhang.basics.periods import add_months
from mingzhang.money.collection.refunds.records import Refund
from mingzhang.money.contributions.records import Receipt, ReceiptLine

STAGE = {
    "asked": Text("已受理，审核中", "is under review"),
    "reviewed": Text("已审核，等待划出", "was approved and waits to be sent"),
    "sent": Text("已划出，等待到账", "was sent and is on its way"),
    "paid_back": Text("已退回原账户", "was paid back the way it came"),
    "failed": Text("退款没有到账，正在改用其他账户", "did not arrive; another account is needed"),
}


def refunded_for(facts: Facts, *reasons: str) -> Verdict:
    """Proved by refunds with one of these reasons; figures tell the last one's amount, stage and expected day."""
    found = facts.money_in.refunds_for(*reasons)
    if not found:
        return Refuted()
    last = found[-1]
    shown = (*map(citing_money_in.refund, found), *_receipts_of(facts, found))
    return Proved(
        shown,
        figures_of(last),
        since=found[0].asked_at.date(),
        amount_fen=last.amount_fen,
        expected=last.expected_on,
    )


def with_more(evidence: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Evidence with what else shows the same, each record once."""
    return (*evidence, *(one for one in more if one not in evidence))


def figures_of(back: Refund) -> Figures:
    """What a sentence about a refund may tell."""
    return {
        "number": str(back.id),
        "amount_fen": back.amount_fen,
        "months": tuple(sorted({line.month for line in back.lines})),
        "asked": back.asked_at,
        "stage": STAGE.get(back.state),
        "expected": back.expected_on if back.state != "paid_back" else None,
        "finished": back.finished_at if back.state == "paid_back" else None,
        "note": back.review_note or None,
        "rule": back.rule,
    }


def _receipts_of(facts: Facts, refunds: tuple[Refund, ...]) -> tuple[Evidence, ...]:
    wanted = {refund.receipt_id for refund in refunds}
    return tuple(citing.receipt(paid) for paid in facts.receipts if paid.id in wanted)


def paid_twice(facts: Facts) -> tuple[Receipt, ...]:
    """The payments that have a month in common with another one of the same scheme, all in full."""
    by_month: defaultdict[tuple[str, date], list[Receipt]] = defaultdict(list)
    due = {(month.scheme, month.month): month.due_fen for month in facts.months}
    for paid in facts.receipts:
        for line in paid.lines:
            if line.person_part_fen + line.employer_part_fen >= due.get((line.scheme, line.month), 0) > 0:
                by_month[line.scheme, line.month].append(paid)
    found = {paid.id: paid for several in by_month.values() if len(several) > 1 for paid in several}
    return tuple(found.values())


def both_schemes(facts: Facts) -> tuple[Receipt, ...]:
    """The payments that cover the same months under both schemes."""
    paid_for: dict[int, dict[str, set[date]]] = {
        paid.id: {line.scheme: _covered(facts, line) for line in paid.lines} for paid in facts.receipts
    }
    months: defaultdict[str, set[date]] = defaultdict(set)
    for schemes in paid_for.values():
        for scheme, covered in schemes.items():
            months[scheme] |= covered
    both = months["employee"] & months["resident"]
    return tuple(paid for paid in facts.receipts if any(months & both for months in paid_for[paid.id].values()))


def _covered(facts: Facts, line: ReceiptLine) -> set[date]:
    """The months that a line of a payment pays: one, or those of a resident's year."""
    due = next((one for one in facts.months if (one.scheme, one.month) == (line.scheme, line.month)), None)
    return {add_months(line.month, step) for step in range(due.months if due is not None else 1)}


def refund_follows(facts: Facts, proved: Proved) -> Remedy:
    """Nothing to do while the refund runs; the page shows its stage."""
    if not facts.money_in.refunds:
        return agency_acts(
            Text(
                "在线申请缴费退费，选择原因和要退的缴费", "Apply for the refund online; choose the ground and payment"
            ),
            then=Text(
                "审核后原路退回；待遇按保留的参保计算", "It goes back the way it came; benefit follows what is kept"
            ),
            page=ASK_REFUND,
        )
    if proved.figures.get("finished") is not None:
        return nothing_to_do(
            Text("款项已退回原付款账户，请核对账户明细", "The money is back where it came from; see that account"),
            then=Text("原票据已作废，红字票据在“票据”页", "The receipt was reversed; see “Receipts”"),
        )
    return operator_acts(
        Text("退款原路退回[，预计 {expected} 前到账]", "It goes back the way it came[, by {expected}]").filled(
            proved.figures
        ),
        Text("到期未到账，请拨 12393 并报退费号 {number}", "If it is late, call 12393 with refund no. {number}").filled(
            proved.figures
        ),
        then=Text("到账后原票据作废，换开红字票据", "The receipt is then reversed by a red one"),
        deadline=proved.expected,
        page=RECEIPTS,
    )
