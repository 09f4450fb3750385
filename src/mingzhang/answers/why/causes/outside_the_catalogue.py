"""C39: an item is not in the catalogue, or is class C. 目录外"""

from __future__ import annotations

from mingzhang.answers.why import citing
from mingzhang.answers.why.asked import AskedBill
from mingzhang.answers.why.bills import bill_of, refused_with
from mingzhang.answers.why.cause import Cause, Proved, Refuted, Verdict
from mingzhang.answers.why.facts import Facts
from mingzhang.answers.why.records import Remedy, Text
from mingzhang.answers.why.remedies import institution_acts, nothing_to_do

REFUSED = Text("医院上传的项目不在当地目录，没有结算", "The institution sent an item that is not in the catalogue")


def check(facts: Facts) -> Verdict:
    """Proved by fee lines that are wholly one's own, or by a refusal that names an unknown item."""
    if refused_with(facts, "ITEM_UNKNOWN", "ITEM_NOT_IN_CATALOGUE") and facts.refusal is not None:
        return Proved((citing.refusal(facts.refusal),), says=REFUSED, since=facts.asked_day)
    bill = bill_of(facts)
    if not isinstance(bill, AskedBill):
        return bill
    own_fen = bill.amounts.wholly_own_fen
    if own_fen <= 0:
        return Refuted()
    lines = [line for line in bill.lines if line.wholly_own_fen > 0]
    says = Text("目录外 {own_fen} 元", "{own_fen} yuan outside the catalogue").filled({"own_fen": own_fen})
    evidence = (citing.bill(bill, says, own_fen), *(citing.line(line, line.wholly_own_fen) for line in lines))
    return Proved(evidence, {"own_fen": own_fen, "count": len(lines)}, since=bill.service_on, amount_fen=own_fen)


def remedy(facts: Facts, proved: Proved) -> Remedy:
    """The doctor may choose another item; a wrong code is the institution's to mend."""
    if facts.bill is None:
        return institution_acts(
            facts.refusal.institution if facts.refusal is not None else None,
            Text("请收费处核对项目编码后重新上传", "Have the item's code checked and sent again"),
            then=Text("编码正确后可结算", "The bill can be settled then"),
        )
    return nothing_to_do(
        Text("下次可请医生优先使用目录内药品和项目", "Next time ask the doctor for items inside the catalogue"),
        then=Text("目录外费用自付，不计入起付和限额", "What is outside is your own and counts for nothing"),
    )


CAUSE = Cause(
    id="C39",
    name="outside_the_catalogue",
    symptoms=("PAY0", "PAYF", "NOREIMB"),
    rank=72,
    reads=("visits.settlement", "visits.line", "evidence.request"),
    title=Text("目录外项目", "Outside the catalogue"),
    check=check,
    proved=Text(
        "有 {count} 项不在报销目录（丙类或目录外），{own_fen} 元自付",
        "{count} items are outside: {own_fen} yuan are your own",
    ),
    refuted=Text("账单上的项目都在目录内", "Every item of the bill is in the catalogue"),
    remedy=remedy,
)
