"""The employer's payment has reached the bank, and the books have not posted it."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.scenes import due_months, pay_in_transit
from mingzhang.answers.demo.stage import Stage
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """Last month is paid this morning and on its way."""
    pay_in_transit(stage, due_months(stage, who)[0], stage.moment(0, 0, 30))


MEMBER = Member(
    sequence=915,
    region=GUANGZHOU,
    name="甄在途",
    born=date(1990, 1, 19),
    cover=Cover("employee", "in_service", employer="silent", months=1),
    shows="单位的缴费已到银行，还没有入账。 The payment is with the bank and not yet posted.",
    symptoms=("Z0", "NOMON"),
    causes=("C11",),
    happen=happen,
)
