"""The debited account does not exist any more."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import debited
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Last month's debit fails: no such account."""
    debited(stage, who, due_months(stage, who)[:1], stage.moment(6, 9), "INVALID_ACCOUNT")


MEMBER = Member(
    sequence=962,
    region=GUANGZHOU,
    name="卡换号",
    born=date(1984, 6, 22),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000),
    shows="代扣的银行账号已失效。 The debited account was wrong.",
    symptoms=("PREM", "GAP"),
    causes=("C71",),
    happen=happen,
)
