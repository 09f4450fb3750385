"""The coverage was suspended after she left her job."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import turned_away
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Suspended a month ago; the pharmacy is refused."""
    on = stage.moment(25).date()
    done(register.suspend_coverage(stage.connection, stage.region, who.person_id, on=on, reason="离职停保"))
    turned_away(stage, who, at=stage.moment(2, 10))


MEMBER = Member(
    sequence=942,
    region=GUANGZHOU,
    name="廷保中",
    born=date(1990, 5, 29),
    cover=Cover("employee", "in_service", employer="steady", months=20),
    shows="离职后参保暂停，刷卡被拒。 Coverage was suspended when she left her job.",
    symptoms=("PAYF",),
    causes=("C43",),
    also={"PREM": ("C66",), "GAP": ("C66",)},
    happen=happen,
)
