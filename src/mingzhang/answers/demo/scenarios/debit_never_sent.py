"""The debit was written and nobody sent it to the bank."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import BANK_DEBIT, ordered, sign
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Ten days ago the debit for last month was written; it is written still."""
    sign(stage, who, stage.moment(12))
    ordered(stage, who, due_months(stage, who)[:1], stage.moment(10, 9), BANK_DEBIT)


MEMBER = Member(
    sequence=970,
    region=GUANGZHOU,
    name="令未发",
    born=date(1982, 2, 2),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="扣费指令没有发出，不是本人原因。 The debit was never sent; not his doing.",
    symptoms=("GAP",),
    causes=("C80",),
    happen=happen,
)
