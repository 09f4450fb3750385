"""The employer stopped paying four months ago: no benefit on the day of service."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.answers.demo.visiting import turned_away
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The community centre is refused."""
    turned_away(stage, who, at=stage.moment(3, 9), where="community")


MEMBER = Member(
    sequence=943,
    region=GUANGZHOU,
    name="段缴费",
    born=date(1983, 3, 8),
    cover=Cover("employee", "in_service", employer="stopped"),
    shows="单位断缴，就诊日没有待遇。 The employer stopped paying; no benefit on that day.",
    symptoms=("PAYF",),
    causes=("C44",),
    happen=happen,
)
