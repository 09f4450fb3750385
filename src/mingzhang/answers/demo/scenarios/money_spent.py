"""The account was spent on medicine, to the last fen."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import spend_all
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Two purchases take everything."""
    spend_all(stage, who, days_ago=4)


MEMBER = Member(
    sequence=913,
    region=GUANGZHOU,
    name="华光了",
    born=date(1968, 10, 20),
    cover=Cover("employee", "in_service", employer="steady", months=8),
    shows="账户的钱已在药店花完。 The money was spent, to the last fen.",
    symptoms=("Z0", "LESS"),
    causes=("C9",),
    happen=happen,
)
