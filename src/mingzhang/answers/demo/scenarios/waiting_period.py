"""Insured again after a break: the waiting period is not over."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.stage import Stage
from mingzhang.answers.demo.visiting import INPATIENT, turned_away
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The hospital may not admit her."""
    turned_away(stage, who, at=stage.moment(1, 9), where="hospital", benefit=INPATIENT)


MEMBER = Member(
    sequence=944,
    region=BEIJING,
    name="邓待期",
    born=date(1992, 4, 30),
    cover=Cover("employee", "in_service", employer="steady", months=1, waiting_days=180),
    shows="重新参保后还在等待期内。 The waiting period after coming back is not over.",
    symptoms=("PAYF",),
    causes=("C45",),
    happen=happen,
)
