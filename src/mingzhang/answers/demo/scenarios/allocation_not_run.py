"""Paid this month; the month's allocation run has not come yet."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months, pay_part
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Before the employers' common paying day the month is paid for this person alone."""
    for month in due_months(stage, who):
        if month.missing_fen:
            pay_part(stage, month, month.person_due_fen, month.employer_due_fen, stage.moment(0, 0, 20))


MEMBER = Member(
    sequence=917,
    region=GUANGZHOU,
    name="邓划账",
    born=date(1994, 2, 27),
    cover=Cover("employee", "in_service", employer="steady", months=0),
    shows="本月已缴费，月末才统一划入。 Paid; the monthly allocation run has not come yet.",
    symptoms=("Z0", "NOMON"),
    causes=("C13",),
    happen=happen,
)
