"""Insured since this month: the first money comes later, and that is how it should be."""

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
    sequence=916,
    region=GUANGZHOU,
    name="辛参保",
    born=date(1999, 6, 14),
    cover=Cover("employee", "in_service", employer="steady", months=0),
    shows="本月刚参保，首次划入还没有到。 Newly insured; the first allocation is still to come.",
    symptoms=("Z0", "NOMON"),
    causes=("C12",),
    happen=happen,
)
