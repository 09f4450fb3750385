"""The employer pays a part of each month; a month that is not whole gives nothing to the account."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months, pay_part
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Half of what was due came in for each month, on its sixth day of grace."""
    for month in due_months(stage, who):
        pay_part(stage, month, month.person_due_fen // 2, month.employer_due_fen // 2, stage.moment(1, 9))


MEMBER = Member(
    sequence=905,
    region=GUANGZHOU,
    name="钱少缴",
    born=date(1985, 3, 3),
    cover=Cover("employee", "in_service", employer="silent", months=5),
    shows="单位每月只缴了一部分，未足额不划入。 Each month was paid in part, so nothing is allocated.",
    symptoms=("Z0", "NOMON"),
    causes=("C2",),
    happen=happen,
)
