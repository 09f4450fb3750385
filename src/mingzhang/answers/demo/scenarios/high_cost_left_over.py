"""A costly stay in hospital: every payer has paid its part and much is left."""

from datetime import date

from mingzhang.answers.demo.cast import Cover, Member
from mingzhang.answers.demo.regions import GUANGZHOU
from mingzhang.answers.demo.stage import Stage, done
from mingzhang.answers.demo.visiting import INPATIENT, Bought, see_doctor
from mingzhang.registers.enrolment.records import PersonKey


def happen(stage: Stage, who: PersonKey) -> None:
    """A stay for 900,000 yuan."""
    basket = [Bought(stage.shelf.plain(), 1, 90_000_000)]
    done(see_doctor(stage, who.person_id, basket, at=stage.moment(9, 9), where="grand", benefit=INPATIENT))


MEMBER = Member(
    sequence=941,
    region=GUANGZHOU,
    name="高费用",
    born=date(1957, 11, 3),
    cover=Cover("employee", "in_service", employer="steady"),
    shows="住院费用高，各层支付后仍有大额自付。 After all payers a large amount is left.",
    symptoms=("NOREIMB",),
    causes=("C42",),
    happen=happen,
)
