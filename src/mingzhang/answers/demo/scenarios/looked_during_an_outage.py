"""He looked while the platform was down, unplanned."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import BEIJING
from mingzhang.answers.demo.scenes import look
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """An hour without the platform, and a look in it."""
    evidence.declare_outage(
        stage.connection,
        stage.region,
        "platform",
        planned=False,
        starts_at=stage.moment(3, 19),
        ends_at=stage.moment(3, 20),
        note="数据库故障 database fault",
    )
    look(stage, who, stage.moment(3, 19, 30))


MEMBER = Member(
    sequence=930,
    region=BEIJING,
    name="于故障",
    born=date(1973, 7, 30),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="查询时平台发生故障。 He looked while the platform was down.",
    symptoms=("DASH",),
    causes=("C29",),
    happen=happen,
)
