"""She looked while the portal was being upgraded, as announced."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import look
from mingzhang.answers.demo.stage import Stage
from mingzhang.books import evidence
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Four hours of maintenance two nights ago, and a look in the middle of it."""
    evidence.declare_outage(
        stage.connection,
        stage.region,
        "portal",
        planned=True,
        starts_at=stage.moment(2, 1),
        ends_at=stage.moment(2, 5),
        note="系统升级 planned upgrade",
    )
    look(stage, who, stage.moment(2, 3))


MEMBER = Member(
    sequence=929,
    region=GUANGZHOU,
    name="余维护",
    born=date(1986, 12, 24),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="查询时系统正在计划维护。 She looked during announced maintenance.",
    symptoms=("DASH", "Z0"),
    causes=("C28",),
    happen=happen,
)
