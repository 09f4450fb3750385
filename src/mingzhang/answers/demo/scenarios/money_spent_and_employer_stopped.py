"""The employer stopped paying, and what was left is spent: a true zero with two reasons, one of them to be mended."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import spend_all
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey

FIRST_UNPAID_MONTHS_AGO = 3


def happen(stage: Stage, who: PersonKey) -> None:
    """In the first days of the first unpaid month, while benefit still holds, the account is spent at the pharmacy."""
    spend_all(stage, who, days_ago=(stage.as_of - stage.month(FIRST_UNPAID_MONTHS_AGO)).days - 10)


MEMBER = Member(
    sequence=956,
    region=GUANGZHOU,
    name="梅余额",
    born=date(1988, 3, 15),
    cover=Cover("employee", "in_service", employer="stopped", months=12),
    shows="单位停缴，原有的钱也用完了，余额为 0。 The employer stopped paying and the rest is spent: 0.",
    symptoms=("Z0", "NOMON"),
    causes=("C1",),
    happen=happen,
)
