"""The bank account held too little when the debit came."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import debited
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Last month's debit fails for want of money."""
    debited(stage, who, due_months(stage, who)[:1], stage.moment(6, 9), "INSUFFICIENT")


MEMBER = Member(
    sequence=961,
    region=GUANGZHOU,
    name="钱不足",
    born=date(1984, 6, 21),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="代扣时银行卡余额不足。 The bank account was short when the debit came.",
    symptoms=("PREM", "GAP"),
    causes=("C70",),
    also={"FAKEOK": ("C94",)},
    happen=happen,
)
