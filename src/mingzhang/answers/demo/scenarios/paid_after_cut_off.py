"""The employer pays each month after the cut-off, so each allocation is made up a month later."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months, pay_part
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Last month, when the employer has not come to it yet, is paid for this person alone: after its run."""
    for month in due_months(stage, who):
        if month.month < stage.month(0) and month.missing_fen:
            pay_part(stage, month, month.person_due_fen, month.employer_due_fen, stage.moment(0, 0, 20))


MEMBER = Member(
    sequence=918,
    region=GUANGZHOU,
    name="池缴费",
    born=date(1988, 9, 9),
    cover=Cover("employee", "in_service", employer="tardy", months=6),
    shows="单位过了截止日才缴费，当月的钱顺延到下一批划入。 Paid after the cut-off; it comes with the next batch.",
    symptoms=("NOMON",),
    causes=("C14",),
    happen=happen,
)
