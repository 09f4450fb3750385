"""A small purchase: the account paid it all, the fund nothing, and nothing is wrong."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import spend
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Medicine for 86 yuan."""
    spend(stage, who, 8_600, stage.moment(3, 18))


MEMBER = Member(
    sequence=934,
    region=GUANGZHOU,
    name="萧账单",
    born=date(1990, 10, 1),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="小额购药全部由个人账户支付，统筹为 0。 The account paid it all; the fund's part is 0.",
    symptoms=("PAY0",),
    causes=("C35",),
    happen=happen,
)
