"""He left his job four months ago and did not go on."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The employer reports the leaving; no coverage follows."""
    left = register.leave(
        stage.connection,
        stage.region,
        stage.employers["steady"],
        who.person_id,
        last_month=stage.month(5),
        by="演示",
        now=stage.moment(110),
    )
    done(left)


MEMBER = Member(
    sequence=964,
    region=GUANGZHOU,
    name="离无续",
    born=date(1991, 4, 4),
    cover=Cover("employee", "in_service", employer="steady", months=20),
    shows="离职四个月没有续保。 Left the job four months ago and did not continue.",
    symptoms=("PREM",),
    causes=("C73",),
    also={"GAP": ("C79",)},
    happen=happen,
)
