"""She enrolled by herself, never confirmed it in the tax app, and cannot pay."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Last month's contribution is refused."""
    refused(stage, who, due_months(stage, who)[:1], stage.moment(2, 20))


MEMBER = Member(
    sequence=958,
    region=GUANGZHOU,
    name="游未确",
    born=date(1995, 2, 14),
    cover=Cover("employee", "flexible", months=1, pays="never", wage_yuan=6_000, confirmed=False),
    shows="参保信息没有在税务端确认，缴不了。 The enrolment was not confirmed at the tax side.",
    symptoms=("PREM",),
    causes=("C67",),
    happen=happen,
)
