"""The bill is larger than what the account has."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import available_fen, spend
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A purchase for a hundred yuan more than there is."""
    spend(stage, who, available_fen(stage, who) + 10_000, stage.moment(2, 19))


MEMBER = Member(
    sequence=945,
    region=GUANGZHOU,
    name="余不足",
    born=date(1997, 7, 17),
    cover=Cover("employee", "in_service", employer="steady", months=3, wage_yuan=6_000),
    shows="账户余额不够付这张账单，其余付现金。 The account is short of the bill; the rest is cash.",
    symptoms=("PAYF", "PAY0"),
    causes=("C46",),
    happen=happen,
)
