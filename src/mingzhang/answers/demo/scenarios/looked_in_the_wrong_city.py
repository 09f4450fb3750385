"""The balance was asked for in a city where the person is not insured."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING, GUANGZHOU
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A look-up with the wrong place of insurance."""
    evidence.record_event(
        stage.connection,
        stage.region,
        "WRONG_REGION_LOOKUP",
        channel="mini_program",
        now=stage.moment(1, 20),
        person_id=who.person_id,
        detail={"asked_region": GUANGZHOU},
    )


MEMBER = Member(
    sequence=925,
    region=BEIJING,
    name="查错城",
    born=date(1993, 9, 3),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="查询时选错了参保地。 The balance was looked up in the wrong city.",
    symptoms=("Z0",),
    causes=("C24",),
    happen=happen,
)
