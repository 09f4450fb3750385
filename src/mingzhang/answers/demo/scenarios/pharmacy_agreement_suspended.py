"""The pharmacy's agreement is suspended: it may not settle for anybody."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.answers.demo.visiting import turned_away
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """He goes to the pharmacy that was suspended."""
    turned_away(stage, who, at=stage.moment(2, 18), where="suspended")


MEMBER = Member(
    sequence=948,
    region=GUANGZHOU,
    name="庭约店",
    born=date(1986, 6, 26),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="药店协议已暂停，不能刷医保。 The pharmacy's agreement is suspended.",
    symptoms=("PAYF",),
    causes=("C50",),
    happen=happen,
)
