"""He left his job three months ago and did not go on."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.money.contributions.operations import cancel_after_leaving
from mingzhang.registers.enrolment import operations as register
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The employer reports the leaving; nothing is due after it, and no coverage follows."""
    connection, region, employer = stage.connection, stage.region, stage.employers["stopped"]
    last, now = stage.month(4), stage.moment(70)
    done(register.leave(connection, region, employer, who.person_id, last_month=last, by="演示", now=now))
    cancel_after_leaving(connection, region, employer, [(who.person_id, stage.month(3))], by="演示", now=now)


MEMBER = Member(
    sequence=964,
    region=GUANGZHOU,
    name="离无续",
    born=date(1991, 4, 4),
    cover=Cover("employee", "in_service", employer="stopped", months=20),
    shows="离职三个月没有续保。 Left the job three months ago and did not continue.",
    symptoms=("PREM",),
    causes=("C73",),
    also={"GAP": ("C79",)},
    happen=happen,
)
