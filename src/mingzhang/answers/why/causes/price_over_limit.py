"""C37: an item costs more than the price that counts. 超限价"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import nothing_to_do
from mingzhang.answers.why.words import Figures


def check(facts: Facts) -> Verdict:
    """Proved by the bill's amount over price limits, with the lines it comes from."""
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    over_fen = bill.amounts.over_limit_fen
    if over_fen <= 0:
        return Refuted()
    lines = [line for line in bill.lines if line.over_limit_fen > 0]
    says = Text("超限价自付 {over_fen} 元", "{over_fen} yuan above price limits").filled({"over_fen": over_fen})
    evidence = (citing.bill(bill, says, over_fen), *(citing.line(line, line.over_limit_fen) for line in lines))
    figures: Figures = {"over_fen": over_fen, "count": len(lines)}
    return Proved(evidence, figures, since=bill.service_on, amount_fen=over_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """By rule; the doctor may choose another item."""
    return nothing_to_do(
        Text("下次可请医生选用限价以内的同类项目", "Next time ask the doctor for an item within the limit"),
        then=Text("限价以内的部分按比例报销", "What lies within the limit is paid at the rate"),
    )


CAUSE = Cause(
    id="C37",
    name="price_over_limit",
    symptoms=("PAY0", "NOREIMB"),
    rank=73,
    reads=("visits.settlement", "visits.line"),
    title=Text("超过支付限价", "Above the price that counts"),
    check=check,
    proved=Text(
        "有 {count} 项超过支付限价，超出的 {over_fen} 元自付", "{count} items cost {over_fen} yuan more than counts"
    ),
    refuted=Text("没有超过支付限价的项目", "No item costs more than counts"),
    remedy=remedy,
)
