"""A resident tries to pay last year, long after its window."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.paying import refused
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """The payment of an earlier year is refused."""
    refused(stage, who, due_months(stage, who)[:1], stage.moment(5, 16))


MEMBER = Member(
    sequence=967,
    region=GUANGZHOU,
    name="过期缴",
    born=date(1969, 1, 8),
    cover=Cover("resident", "adult", pays="never"),
    shows="居民医保过了缴费期。 The resident's payment window has passed.",
    symptoms=("PREM",),
    causes=("C76",),
    happen=happen,
)
